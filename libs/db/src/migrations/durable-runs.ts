/**
 * Runs that outlive their process. What a run needs to be continued elsewhere is kept with each of its commits (`run_state`), and what it does to
 * other systems is written down before and after (`effect`). Functions get more arguments than before, so that replicas of the release before keep theirs.
 */
export const durableRuns = `
-- One row for a conversation that is held by a run; it goes when the run ends.
CREATE TABLE run_state (
  workspace_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  -- That of the conversation at the run's last commit: another one says that this row is not of the run that holds it now.
  fence integer NOT NULL,
  -- JSON with a format number: where to go on.
  checkpoint text NOT NULL,
  -- JSON { messageId, attempt, text } of the message that is being written.
  writing text,
  -- How often another process took the run over.
  resumes integer NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace_id, conversation_id)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

-- The ledger of what runs did outside. 'started': its end is not known to us (yet). 'done': its result was seen. 'failed': the other side was not reached, or refused.
-- 'unknown': it may or may not have happened, and is not repeated by itself.
CREATE TABLE effect (
  workspace_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  key text NOT NULL,
  turn_id uuid,
  flow text NOT NULL,
  node_id text NOT NULL,
  name text NOT NULL,
  -- Whether doing it again is harmless: the method is idempotent, or the other side goes by the key.
  repeatable boolean NOT NULL,
  status text NOT NULL,
  attempts integer NOT NULL DEFAULT 1,
  -- JSON of what came back, as long as the run may need it again.
  result text,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (workspace_id, conversation_id, key)
);
CREATE INDEX effect_unknown ON effect (workspace_id, started_at) WHERE status = 'unknown';

CREATE FUNCTION chat_effects(p_workspace uuid, p_conversation uuid, p_turn uuid, p_effects jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO effect AS e (workspace_id, conversation_id, key, turn_id, flow, node_id, name, repeatable, status, attempts, result, started_at, ended_at)
  SELECT p_workspace, p_conversation, n.key, p_turn, n.flow, n."nodeId", n.name, n.repeatable, n.status, n.attempts, n.result, clock_timestamp(),
    CASE WHEN n.status <> 'started' THEN clock_timestamp() END
  FROM jsonb_to_recordset(p_effects) AS n (key text, flow text, "nodeId" text, name text, repeatable boolean, status text, attempts integer, result text)
  ON CONFLICT (workspace_id, conversation_id, key) DO UPDATE
  SET status = excluded.status, attempts = excluded.attempts, result = excluded.result, ended_at = excluded.ended_at
$$;

CREATE FUNCTION chat_usage(p_workspace uuid, p_conversation uuid, p_turn uuid, p_usage jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO usage (workspace_id, conversation_id, id, turn_id, flow, node_id, connection, model, input_tokens, output_tokens, at)
  SELECT p_workspace, p_conversation, u.id, p_turn, u.flow, u."nodeId", u.connection, u.model, u."inputTokens", u."outputTokens", clock_timestamp()
  FROM jsonb_to_recordset(p_usage) AS u (id uuid, flow text, "nodeId" text, connection text, model text, "inputTokens" integer, "outputTokens" integer)
$$;

-- As before, and what was left of a held run goes: its state, and the results that it might have needed again. p_held: this run was held, or (null) somebody else's
-- may have been, whose turn then has failed.
CREATE FUNCTION chat_settle(
  p_workspace uuid, p_conversation uuid, p_fence integer, p_epoch bigint,
  p_record text, p_turn uuid, p_key text, p_body_hash bytea, p_turn_status text,
  p_types text[], p_episodes integer[], p_bodies text[], p_count integer,
  p_snapshot text, p_status text, p_resolution text, p_episode integer, p_turns integer,
  p_pins text, p_version integer, p_preview text,
  p_timer timestamptz, p_had_timer boolean, p_usage jsonb, p_opening jsonb,
  p_held boolean, p_effects jsonb,
  OUT outcome text, OUT at_ms double precision, OUT first_seq integer
) LANGUAGE plpgsql AS $$
BEGIN
  SELECT s.outcome, s.at_ms, s.first_seq INTO outcome, at_ms, first_seq
  FROM chat_settle(p_workspace, p_conversation, p_fence, p_epoch, p_record, p_turn, p_key, p_body_hash, p_turn_status,
    p_types, p_episodes, p_bodies, p_count, p_snapshot, p_status, p_resolution, p_episode, p_turns,
    p_pins, p_version, p_preview, p_timer, p_had_timer, p_usage, p_opening) s;
  IF outcome <> 'done' OR p_held IS FALSE THEN
    RETURN;
  END IF;
  DELETE FROM run_state r WHERE r.workspace_id = p_workspace AND r.conversation_id = p_conversation;
  IF p_effects IS NOT NULL THEN
    PERFORM chat_effects(p_workspace, p_conversation, p_turn, p_effects);
    UPDATE effect e SET result = NULL
    WHERE e.workspace_id = p_workspace AND e.conversation_id = p_conversation AND e.result IS NOT NULL;
  END IF;
  IF p_held IS NULL THEN
    PERFORM chat_abandon(p_workspace, p_conversation);
  END IF;
END $$;

-- Whatever run was on its way comes to nothing: its turn has failed, and what it started outside is not known.
CREATE FUNCTION chat_abandon(p_workspace uuid, p_conversation uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE turn t SET status = 'failed', last_seq = greatest(t.last_seq, (SELECT c.last_seq FROM conversation c
    WHERE c.workspace_id = p_workspace AND c.id = p_conversation))
  WHERE t.workspace_id = p_workspace AND t.conversation_id = p_conversation AND t.status = 'running';
  UPDATE effect e SET status = 'unknown', ended_at = clock_timestamp(), result = NULL
  WHERE e.workspace_id = p_workspace AND e.conversation_id = p_conversation AND e.status = 'started';
END $$;

-- As before, with where to go on, the message in writing, and the ledger.
CREATE FUNCTION chat_hold(
  p_workspace uuid, p_conversation uuid, p_fence integer, p_epoch bigint, p_owner uuid, p_lease_ms integer,
  p_record text, p_turn uuid, p_key text, p_body_hash bytea,
  p_types text[], p_episodes integer[], p_bodies text[], p_count integer, p_opening jsonb,
  p_checkpoint text, p_writing text, p_usage jsonb, p_effects jsonb,
  OUT outcome text, OUT at_ms double precision, OUT first_seq integer
) LANGUAGE plpgsql AS $$
BEGIN
  SELECT h.outcome, h.at_ms, h.first_seq INTO outcome, at_ms, first_seq
  FROM chat_hold(p_workspace, p_conversation, p_fence, p_epoch, p_owner, p_lease_ms, p_record, p_turn, p_key, p_body_hash,
    p_types, p_episodes, p_bodies, p_count, p_opening) h;
  IF outcome <> 'done' THEN
    RETURN;
  END IF;
  INSERT INTO run_state AS r (workspace_id, conversation_id, fence, checkpoint, writing)
  SELECT p_workspace, p_conversation, c.fence, coalesce(p_checkpoint, ''), p_writing
  FROM conversation c WHERE c.workspace_id = p_workspace AND c.id = p_conversation
  ON CONFLICT (workspace_id, conversation_id) DO UPDATE
  SET fence = excluded.fence, checkpoint = excluded.checkpoint, writing = excluded.writing,
      resumes = CASE WHEN p_record IN ('insert', 'replace') THEN 0 ELSE r.resumes END;
  IF p_usage IS NOT NULL THEN
    PERFORM chat_usage(p_workspace, p_conversation, p_turn, p_usage);
  END IF;
  IF p_effects IS NOT NULL THEN
    PERFORM chat_effects(p_workspace, p_conversation, p_turn, p_effects);
  END IF;
END $$;

-- Takes over the run of a process that is no more. 'bare': nothing tells where to go on. 'conflict': somebody else was first, or its lease runs again.
CREATE FUNCTION chat_take(
  p_workspace uuid, p_conversation uuid, p_fence integer, p_owner uuid, p_lease_ms integer
) RETURNS TABLE (outcome text, checkpoint text, writing text, resumes integer, turn_id uuid, turn_key text, turn_body_hash bytea, turn_first_seq integer, effects jsonb)
LANGUAGE plpgsql AS $$
DECLARE
  v_at timestamptz := clock_timestamp();
  v_turn uuid;
  v run_state%ROWTYPE;
BEGIN
  SELECT c.running_turn INTO v_turn FROM conversation c
  WHERE c.workspace_id = p_workspace AND c.id = p_conversation AND c.fence = p_fence AND c.lease_until < v_at FOR UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'conflict'::text, NULL::text, NULL::text, 0, NULL::uuid, NULL::text, NULL::bytea, 0, NULL::jsonb;
    RETURN;
  END IF;
  UPDATE run_state r SET fence = p_fence + 1, resumes = r.resumes + 1
  WHERE r.workspace_id = p_workspace AND r.conversation_id = p_conversation AND r.fence = p_fence RETURNING * INTO v;
  IF coalesce(v.checkpoint, '') = '' THEN
    RETURN QUERY SELECT 'bare'::text, NULL::text, NULL::text, 0, NULL::uuid, NULL::text, NULL::bytea, 0, NULL::jsonb;
    RETURN;
  END IF;
  UPDATE conversation c SET fence = p_fence + 1, lease_owner = p_owner, lease_until = v_at + p_lease_ms * interval '1 millisecond'
  WHERE c.workspace_id = p_workspace AND c.id = p_conversation;
  RETURN QUERY SELECT 'done'::text, v.checkpoint, v.writing, v.resumes, v_turn, t.key, t.body_hash, t.first_seq,
    (SELECT jsonb_agg(jsonb_build_object('key', e.key, 'flow', e.flow, 'nodeId', e.node_id, 'name', e.name, 'repeatable', e.repeatable,
        'status', e.status, 'attempts', e.attempts, 'result', e.result))
      FROM effect e WHERE e.workspace_id = p_workspace AND e.conversation_id = p_conversation AND e.turn_id IS NOT DISTINCT FROM v_turn
        AND (e.status = 'started' OR e.result IS NOT NULL))
  FROM (SELECT 1) one
  LEFT JOIN turn t ON t.workspace_id = p_workspace AND t.conversation_id = p_conversation AND t.id = v_turn;
END $$;

CREATE OR REPLACE FUNCTION chat_interrupt(
  p_workspace uuid, p_conversation uuid, p_fence integer, p_error text, p_completed text
) RETURNS TABLE (outcome text, at_ms double precision, first_seq integer, turn uuid, episode integer) LANGUAGE plpgsql AS $$
DECLARE
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
  RETURN QUERY SELECT 'done'::text, extract(epoch FROM v_at)::double precision * 1000, v.last_seq + 1, v.running_turn, v.episode;
END $$;
`;
