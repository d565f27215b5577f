/** The commits of conversations, each one function and one round trip: as before, in the workspace that they name, and without one function calling another for what every turn does. */
export const workspaceCommits = `
CREATE OR REPLACE FUNCTION chat_settle(
  p_workspace uuid, p_conversation uuid, p_fence integer, p_epoch bigint,
  p_record text, p_turn uuid, p_key text, p_body_hash bytea, p_turn_status text,
  p_types text[], p_episodes integer[], p_bodies text[], p_count integer,
  p_snapshot text, p_status text, p_resolution text, p_episode integer, p_turns integer,
  p_pins text, p_version integer, p_preview text,
  p_timer timestamptz, p_had_timer boolean, p_usage jsonb, p_opening jsonb,
  p_held boolean, p_effects jsonb,
  OUT outcome text, OUT at_ms double precision, OUT first_seq integer
) LANGUAGE plpgsql AS $$
DECLARE
  v_scope text := set_config('patchbay.workspace', p_workspace::text, true);
  v_at timestamptz := date_trunc('milliseconds', clock_timestamp());
  v_last integer;
BEGIN
  IF p_opening IS NOT NULL AND chat_open(p_workspace, p_conversation, p_opening) IS NOT NULL THEN
    outcome := 'known';
    RETURN;
  END IF;
  IF p_record = 'replace' THEN
    DELETE FROM turn t WHERE t.workspace_id = p_workspace AND t.conversation_id = p_conversation AND t.key = p_key
      AND t.at < v_at - interval '24 hours';
  END IF;
  WITH settled AS (
    UPDATE conversation c
    SET fence = c.fence + 1, last_seq = c.last_seq + p_count, snapshot = p_snapshot, status = p_status,
        resolution = p_resolution, episode = p_episode, turns = p_turns, pins = p_pins, version = p_version,
        preview = coalesce(c.preview, p_preview), last_at = v_at,
        lease_owner = NULL, lease_until = NULL, running_turn = NULL
    WHERE c.workspace_id = p_workspace AND c.id = p_conversation AND c.fence = p_fence
      AND (p_epoch IS NULL OR p_epoch = (SELECT w.epoch FROM workspace w WHERE w.id = p_workspace))
    RETURNING c.last_seq
  ), kept AS (
    INSERT INTO event (workspace_id, conversation_id, seq, turn_id, episode, type, at, body)
    SELECT p_workspace, p_conversation, s.last_seq - p_count + e.n, p_turn, e.episode, e.type, v_at, e.body
    FROM settled s, unnest(p_types, p_episodes, p_bodies) WITH ORDINALITY AS e (type, episode, body, n)
  ), taken AS (
    INSERT INTO turn (workspace_id, conversation_id, key, id, body_hash, status, first_seq, last_seq, at)
    SELECT p_workspace, p_conversation, p_key, p_turn, p_body_hash, p_turn_status, s.last_seq - p_count + 1, s.last_seq, v_at
    FROM settled s WHERE p_record IN ('insert', 'replace')
  )
  SELECT s.last_seq INTO v_last FROM settled s;
  IF v_last IS NULL THEN
    outcome := chat_refusal(p_workspace, p_epoch);
    RETURN;
  END IF;
  IF p_record = 'update' THEN
    UPDATE turn t SET status = p_turn_status, last_seq = v_last
    WHERE t.workspace_id = p_workspace AND t.conversation_id = p_conversation AND t.key = p_key AND t.id = p_turn;
  END IF;
  IF p_timer IS NOT NULL THEN
    INSERT INTO timer (workspace_id, conversation_id, at) VALUES (p_workspace, p_conversation, p_timer)
    ON CONFLICT (workspace_id, conversation_id) DO UPDATE SET at = excluded.at, taken_until = NULL, attempts = 0;
  ELSIF p_had_timer THEN
    DELETE FROM timer t WHERE t.workspace_id = p_workspace AND t.conversation_id = p_conversation;
  END IF;
  IF p_usage IS NOT NULL THEN
    INSERT INTO usage (workspace_id, conversation_id, id, turn_id, flow, node_id, connection, model, input_tokens, output_tokens, at)
    SELECT p_workspace, p_conversation, u.id, p_turn, u.flow, u."nodeId", u.connection, u.model, u."inputTokens", u."outputTokens", v_at
    FROM jsonb_to_recordset(p_usage) AS u (id uuid, flow text, "nodeId" text, connection text, model text,
      "inputTokens" integer, "outputTokens" integer);
  END IF;
  outcome := 'done';
  at_ms := extract(epoch FROM v_at)::double precision * 1000;
  first_seq := v_last - p_count + 1;
  IF p_held IS FALSE THEN
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

CREATE OR REPLACE FUNCTION chat_hold(
  p_workspace uuid, p_conversation uuid, p_fence integer, p_epoch bigint, p_owner uuid, p_lease_ms integer,
  p_record text, p_turn uuid, p_key text, p_body_hash bytea,
  p_types text[], p_episodes integer[], p_bodies text[], p_count integer, p_opening jsonb,
  p_checkpoint text, p_writing text, p_usage jsonb, p_effects jsonb,
  OUT outcome text, OUT at_ms double precision, OUT first_seq integer
) LANGUAGE plpgsql AS $$
DECLARE
  v_scope text := set_config('patchbay.workspace', p_workspace::text, true);
  v_at timestamptz := date_trunc('milliseconds', clock_timestamp());
  v_last integer;
BEGIN
  IF p_opening IS NOT NULL AND chat_open(p_workspace, p_conversation, p_opening) IS NOT NULL THEN
    outcome := 'known';
    RETURN;
  END IF;
  IF p_record = 'replace' THEN
    DELETE FROM turn t WHERE t.workspace_id = p_workspace AND t.conversation_id = p_conversation AND t.key = p_key
      AND t.at < v_at - interval '24 hours';
  END IF;
  WITH held AS (
    UPDATE conversation c
    SET fence = c.fence + 1, last_seq = c.last_seq + p_count, last_at = v_at,
        lease_owner = p_owner, lease_until = v_at + p_lease_ms * interval '1 millisecond', running_turn = p_turn
    WHERE c.workspace_id = p_workspace AND c.id = p_conversation AND c.fence = p_fence
      AND (p_epoch IS NULL OR p_epoch = (SELECT w.epoch FROM workspace w WHERE w.id = p_workspace))
    RETURNING c.last_seq
  ), kept AS (
    INSERT INTO event (workspace_id, conversation_id, seq, turn_id, episode, type, at, body)
    SELECT p_workspace, p_conversation, h.last_seq - p_count + e.n, p_turn, e.episode, e.type, v_at, e.body
    FROM held h, unnest(p_types, p_episodes, p_bodies) WITH ORDINALITY AS e (type, episode, body, n)
  ), taken AS (
    INSERT INTO turn (workspace_id, conversation_id, key, id, body_hash, status, first_seq, last_seq, at)
    SELECT p_workspace, p_conversation, p_key, p_turn, p_body_hash, 'running', h.last_seq - p_count + 1, h.last_seq, v_at
    FROM held h WHERE p_record IN ('insert', 'replace')
  )
  SELECT h.last_seq INTO v_last FROM held h;
  IF v_last IS NULL THEN
    outcome := chat_refusal(p_workspace, p_epoch);
    RETURN;
  END IF;
  outcome := 'done';
  at_ms := extract(epoch FROM v_at)::double precision * 1000;
  first_seq := v_last - p_count + 1;
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
  RETURN QUERY SELECT 'done'::text, extract(epoch FROM v_at)::double precision * 1000, v.last_seq + 1, v.running_turn, v.episode;
END $$;

CREATE OR REPLACE FUNCTION chat_take(
  p_workspace uuid, p_conversation uuid, p_fence integer, p_owner uuid, p_lease_ms integer
) RETURNS TABLE (outcome text, checkpoint text, writing text, resumes integer, turn_id uuid, turn_key text, turn_body_hash bytea, turn_first_seq integer, effects jsonb)
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

-- Functions of the release before, for replicas of it.
CREATE OR REPLACE FUNCTION chat_settle(
  p_workspace uuid, p_conversation uuid, p_fence integer, p_epoch bigint,
  p_record text, p_turn uuid, p_key text, p_body_hash bytea, p_turn_status text,
  p_types text[], p_episodes integer[], p_bodies text[], p_count integer,
  p_snapshot text, p_status text, p_resolution text, p_episode integer, p_turns integer,
  p_pins text, p_version integer, p_preview text,
  p_timer timestamptz, p_had_timer boolean, p_usage jsonb, p_opening jsonb,
  OUT outcome text, OUT at_ms double precision, OUT first_seq integer
) LANGUAGE plpgsql AS $$
DECLARE
  v_scope text := set_config('patchbay.workspace', p_workspace::text, true);
  v_at timestamptz := date_trunc('milliseconds', clock_timestamp());
  v_last integer;
BEGIN
  IF p_opening IS NOT NULL AND chat_open(p_workspace, p_conversation, p_opening) IS NOT NULL THEN
    outcome := 'known';
    RETURN;
  END IF;
  IF p_record = 'replace' THEN
    DELETE FROM turn t WHERE t.workspace_id = p_workspace AND t.conversation_id = p_conversation AND t.key = p_key
      AND t.at < v_at - interval '24 hours';
  END IF;
  WITH settled AS (
    UPDATE conversation c
    SET fence = c.fence + 1, last_seq = c.last_seq + p_count, snapshot = p_snapshot, status = p_status,
        resolution = p_resolution, episode = p_episode, turns = p_turns, pins = p_pins, version = p_version,
        preview = coalesce(c.preview, p_preview), last_at = v_at,
        lease_owner = NULL, lease_until = NULL, running_turn = NULL
    WHERE c.workspace_id = p_workspace AND c.id = p_conversation AND c.fence = p_fence
      AND (p_epoch IS NULL OR p_epoch = (SELECT w.epoch FROM workspace w WHERE w.id = p_workspace))
    RETURNING c.last_seq
  ), kept AS (
    INSERT INTO event (workspace_id, conversation_id, seq, turn_id, episode, type, at, body)
    SELECT p_workspace, p_conversation, s.last_seq - p_count + e.n, p_turn, e.episode, e.type, v_at, e.body
    FROM settled s, unnest(p_types, p_episodes, p_bodies) WITH ORDINALITY AS e (type, episode, body, n)
  ), taken AS (
    INSERT INTO turn (workspace_id, conversation_id, key, id, body_hash, status, first_seq, last_seq, at)
    SELECT p_workspace, p_conversation, p_key, p_turn, p_body_hash, p_turn_status, s.last_seq - p_count + 1, s.last_seq, v_at
    FROM settled s WHERE p_record IN ('insert', 'replace')
  )
  SELECT s.last_seq INTO v_last FROM settled s;
  IF v_last IS NULL THEN
    outcome := chat_refusal(p_workspace, p_epoch);
    RETURN;
  END IF;
  IF p_record = 'update' THEN
    UPDATE turn t SET status = p_turn_status, last_seq = v_last
    WHERE t.workspace_id = p_workspace AND t.conversation_id = p_conversation AND t.key = p_key AND t.id = p_turn;
  END IF;
  IF p_timer IS NOT NULL THEN
    INSERT INTO timer (workspace_id, conversation_id, at) VALUES (p_workspace, p_conversation, p_timer)
    ON CONFLICT (workspace_id, conversation_id) DO UPDATE SET at = excluded.at, taken_until = NULL, attempts = 0;
  ELSIF p_had_timer THEN
    DELETE FROM timer t WHERE t.workspace_id = p_workspace AND t.conversation_id = p_conversation;
  END IF;
  IF p_usage IS NOT NULL THEN
    INSERT INTO usage (workspace_id, conversation_id, id, turn_id, flow, node_id, connection, model, input_tokens, output_tokens, at)
    SELECT p_workspace, p_conversation, u.id, p_turn, u.flow, u."nodeId", u.connection, u.model, u."inputTokens", u."outputTokens", v_at
    FROM jsonb_to_recordset(p_usage) AS u (id uuid, flow text, "nodeId" text, connection text, model text,
      "inputTokens" integer, "outputTokens" integer);
  END IF;
  outcome := 'done';
  at_ms := extract(epoch FROM v_at)::double precision * 1000;
  first_seq := v_last - p_count + 1;
END $$;

CREATE OR REPLACE FUNCTION chat_hold(
  p_workspace uuid, p_conversation uuid, p_fence integer, p_epoch bigint, p_owner uuid, p_lease_ms integer,
  p_record text, p_turn uuid, p_key text, p_body_hash bytea,
  p_types text[], p_episodes integer[], p_bodies text[], p_count integer, p_opening jsonb,
  OUT outcome text, OUT at_ms double precision, OUT first_seq integer
) LANGUAGE plpgsql AS $$
DECLARE
  v_scope text := set_config('patchbay.workspace', p_workspace::text, true);
  v_at timestamptz := date_trunc('milliseconds', clock_timestamp());
  v_last integer;
BEGIN
  IF p_opening IS NOT NULL AND chat_open(p_workspace, p_conversation, p_opening) IS NOT NULL THEN
    outcome := 'known';
    RETURN;
  END IF;
  IF p_record = 'replace' THEN
    DELETE FROM turn t WHERE t.workspace_id = p_workspace AND t.conversation_id = p_conversation AND t.key = p_key
      AND t.at < v_at - interval '24 hours';
  END IF;
  WITH held AS (
    UPDATE conversation c
    SET fence = c.fence + 1, last_seq = c.last_seq + p_count, last_at = v_at,
        lease_owner = p_owner, lease_until = v_at + p_lease_ms * interval '1 millisecond', running_turn = p_turn
    WHERE c.workspace_id = p_workspace AND c.id = p_conversation AND c.fence = p_fence
      AND (p_epoch IS NULL OR p_epoch = (SELECT w.epoch FROM workspace w WHERE w.id = p_workspace))
    RETURNING c.last_seq
  ), kept AS (
    INSERT INTO event (workspace_id, conversation_id, seq, turn_id, episode, type, at, body)
    SELECT p_workspace, p_conversation, h.last_seq - p_count + e.n, p_turn, e.episode, e.type, v_at, e.body
    FROM held h, unnest(p_types, p_episodes, p_bodies) WITH ORDINALITY AS e (type, episode, body, n)
  ), taken AS (
    INSERT INTO turn (workspace_id, conversation_id, key, id, body_hash, status, first_seq, last_seq, at)
    SELECT p_workspace, p_conversation, p_key, p_turn, p_body_hash, 'running', h.last_seq - p_count + 1, h.last_seq, v_at
    FROM held h WHERE p_record IN ('insert', 'replace')
  )
  SELECT h.last_seq INTO v_last FROM held h;
  IF v_last IS NULL THEN
    outcome := chat_refusal(p_workspace, p_epoch);
    RETURN;
  END IF;
  outcome := 'done';
  at_ms := extract(epoch FROM v_at)::double precision * 1000;
  first_seq := v_last - p_count + 1;
END $$;
`;
