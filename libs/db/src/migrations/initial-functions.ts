/** The hot path's writes, one round trip each. Every one names the fence it read; 'conflict' means that another commit came first and nothing was written. */
export const initialFunctions = `
-- Makes the row of a new conversation. With a key that was used within 24 hours it gives the conversation of that time and makes nothing.
CREATE FUNCTION chat_open(p_workspace uuid, p_conversation uuid, p_opening jsonb) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  v_flow uuid := (p_opening ->> 'flowId')::uuid;
  v_key text := p_opening ->> 'key';
  v_taken uuid;
BEGIN
  IF v_key IS NOT NULL THEN
    INSERT INTO opening AS o (workspace_id, flow_id, key, conversation_id, body_hash, token, at)
    VALUES (p_workspace, v_flow, v_key, p_conversation, decode(p_opening ->> 'bodyHash', 'hex'), p_opening ->> 'sealedToken', clock_timestamp())
    ON CONFLICT (workspace_id, flow_id, key) DO UPDATE
    SET conversation_id = excluded.conversation_id, body_hash = excluded.body_hash, token = excluded.token, at = excluded.at
    WHERE o.at < clock_timestamp() - interval '24 hours'
    RETURNING o.conversation_id INTO v_taken;
    IF v_taken IS NULL THEN
      SELECT o.conversation_id INTO v_taken FROM opening o
      WHERE o.workspace_id = p_workspace AND o.flow_id = v_flow AND o.key = v_key;
      RETURN v_taken;
    END IF;
  END IF;
  INSERT INTO conversation (workspace_id, id, flow_id, channel, token_hash, status, pins, version, snapshot, locale, timezone)
  VALUES (p_workspace, p_conversation, v_flow, p_opening ->> 'channel', decode(p_opening ->> 'tokenHash', 'hex'), 'fresh',
    p_opening ->> 'pins', (p_opening ->> 'version')::integer, p_opening ->> 'snapshot', p_opening ->> 'locale', p_opening ->> 'timezone');
  RETURN NULL;
END $$;

-- Why a commit found nothing to change.
CREATE FUNCTION chat_refusal(p_workspace uuid, p_epoch bigint) RETURNS text LANGUAGE sql AS $$
  SELECT CASE WHEN p_epoch IS NULL OR EXISTS (SELECT 1 FROM workspace w WHERE w.id = p_workspace AND w.epoch = p_epoch)
    THEN 'conflict' ELSE 'stale' END
$$;

-- Ends a run: events, snapshot, the turn's key, timer and usage, and the lease given back. The statement in the middle is one on purpose: each costs its start.
-- 'stale': what the run went by outside the conversation has changed since (p_epoch, where it is given). p_record says what is done with the turn's key:
-- 'insert' it (a unique violation says that it is known), 'replace' one that is older than 24 hours, 'update' that of a run which was held.
CREATE FUNCTION chat_settle(
  p_workspace uuid, p_conversation uuid, p_fence integer, p_epoch bigint,
  p_record text, p_turn uuid, p_key text, p_body_hash bytea, p_turn_status text,
  p_types text[], p_episodes integer[], p_bodies text[], p_count integer,
  p_snapshot text, p_status text, p_resolution text, p_episode integer, p_turns integer,
  p_pins text, p_version integer, p_preview text,
  p_timer timestamptz, p_had_timer boolean, p_usage jsonb, p_opening jsonb,
  OUT outcome text, OUT at_ms double precision, OUT first_seq integer
) LANGUAGE plpgsql AS $$
DECLARE
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

-- Takes the conversation for a run that calls something outside, or adds kept events while it runs. The message is stored with it. Outcomes as above.
CREATE FUNCTION chat_hold(
  p_workspace uuid, p_conversation uuid, p_fence integer, p_epoch bigint, p_owner uuid, p_lease_ms integer,
  p_record text, p_turn uuid, p_key text, p_body_hash bytea,
  p_types text[], p_episodes integer[], p_bodies text[], p_count integer, p_opening jsonb,
  OUT outcome text, OUT at_ms double precision, OUT first_seq integer
) LANGUAGE plpgsql AS $$
DECLARE
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

-- Ends a run whose process died: an error is told, the turn has failed, the conversation is as it was before.
CREATE FUNCTION chat_interrupt(
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
    UPDATE turn t SET status = 'failed', last_seq = v_last
    WHERE t.workspace_id = p_workspace AND t.conversation_id = p_conversation AND t.id = v.running_turn;
  END IF;
  RETURN QUERY SELECT 'done'::text, extract(epoch FROM v_at)::double precision * 1000, v.last_seq + 1, v.running_turn, v.episode;
END $$;
`;
