/** Runs that come to nothing: a clean hand-over counts as no death of a process, and a timer whose run was given up does not begin it anew. */
export const givenUpRuns = `
-- How often a run was handed over by a process that ended in good order.
ALTER TABLE run_state ADD COLUMN handed integer NOT NULL DEFAULT 0;

CREATE OR REPLACE FUNCTION chat_interrupt(
  p_workspace uuid, p_conversation uuid, p_fence integer, p_error text, p_completed text
) RETURNS TABLE (outcome text, at_ms double precision, first_seq integer, turn uuid, episode integer) LANGUAGE plpgsql AS $$
DECLARE
  v_scope text := set_config('patchbay.workspace', p_workspace::text, true);
  v_at timestamptz := date_trunc('milliseconds', clock_timestamp());
  v conversation%ROWTYPE;
  v_last integer;
BEGIN
  SELECT * INTO v FROM conversation c
  WHERE c.workspace_id = p_workspace AND c.id = p_conversation AND c.fence = p_fence AND c.lease_until < v_at FOR UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'conflict'::text, 0::double precision, 0, NULL::uuid, 0;
    RETURN;
  END IF;
  v_last := v.last_seq + CASE WHEN v.running_turn IS NULL THEN 1 ELSE 2 END;
  UPDATE conversation c
  SET fence = c.fence + 1, last_seq = v_last, last_at = v_at, lease_owner = NULL, lease_until = NULL, running_turn = NULL
  WHERE c.workspace_id = p_workspace AND c.id = p_conversation;
  INSERT INTO event (workspace_id, conversation_id, seq, turn_id, episode, type, at, body)
  VALUES (p_workspace, p_conversation, v.last_seq + 1, v.running_turn, v.episode, 'error', v_at, p_error);
  IF v.running_turn IS NOT NULL THEN
    INSERT INTO event (workspace_id, conversation_id, seq, turn_id, episode, type, at, body)
    VALUES (p_workspace, p_conversation, v_last, v.running_turn, v.episode, 'turn.completed', v_at, p_completed);
  END IF;
  DELETE FROM run_state r WHERE r.workspace_id = p_workspace AND r.conversation_id = p_conversation;
  PERFORM chat_abandon(p_workspace, p_conversation);
  -- A run that no user caused was that of its timer, which is due still: it would begin anew, and do again what was done.
  IF v.running_turn IS NULL THEN
    DELETE FROM timer t WHERE t.workspace_id = p_workspace AND t.conversation_id = p_conversation;
  END IF;
  RETURN QUERY SELECT 'done'::text, extract(epoch FROM v_at)::double precision * 1000, v.last_seq + 1, v.running_turn, v.episode;
END $$;

-- As chat_take, which stays for replicas of the release before: it tells how often a process died of it, too.
CREATE FUNCTION run_take(
  p_workspace uuid, p_conversation uuid, p_fence integer, p_owner uuid, p_lease_ms integer
) RETURNS TABLE (outcome text, checkpoint text, writing text, resumes integer, deaths integer, turn_id uuid, turn_key text, turn_body_hash bytea, turn_first_seq integer, effects jsonb)
LANGUAGE plpgsql AS $$
DECLARE
  v_scope text := set_config('patchbay.workspace', p_workspace::text, true);
  v_at timestamptz := clock_timestamp();
  v_turn uuid;
  v run_state%ROWTYPE;
BEGIN
  SELECT c.running_turn INTO v_turn FROM conversation c
  WHERE c.workspace_id = p_workspace AND c.id = p_conversation AND c.fence = p_fence AND c.lease_until < v_at FOR UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'conflict'::text, NULL::text, NULL::text, 0, 0, NULL::uuid, NULL::text, NULL::bytea, 0, NULL::jsonb;
    RETURN;
  END IF;
  UPDATE run_state r SET fence = p_fence + 1, resumes = r.resumes + 1
  WHERE r.workspace_id = p_workspace AND r.conversation_id = p_conversation AND r.fence = p_fence RETURNING * INTO v;
  IF coalesce(v.checkpoint, '') = '' THEN
    RETURN QUERY SELECT 'bare'::text, NULL::text, NULL::text, 0, 0, NULL::uuid, NULL::text, NULL::bytea, 0, NULL::jsonb;
    RETURN;
  END IF;
  UPDATE conversation c SET fence = p_fence + 1, lease_owner = p_owner, lease_until = v_at + p_lease_ms * interval '1 millisecond'
  WHERE c.workspace_id = p_workspace AND c.id = p_conversation;
  RETURN QUERY SELECT 'done'::text, v.checkpoint, v.writing, v.resumes, greatest(v.resumes - v.handed, 0), v_turn, t.key, t.body_hash, t.first_seq,
    (SELECT jsonb_agg(jsonb_build_object('key', e.key, 'flow', e.flow, 'nodeId', e.node_id, 'name', e.name, 'repeatable', e.repeatable,
        'status', e.status, 'attempts', e.attempts, 'result', e.result))
      FROM effect e WHERE e.workspace_id = p_workspace AND e.conversation_id = p_conversation AND e.turn_id IS NOT DISTINCT FROM v_turn
        AND (e.status = 'started' OR e.result IS NOT NULL))
  FROM (SELECT 1) one
  LEFT JOIN turn t ON t.workspace_id = p_workspace AND t.conversation_id = p_conversation AND t.id = v_turn;
END $$;
`;
