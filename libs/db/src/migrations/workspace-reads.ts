/**
 * Reads of the hot path, one round trip each. What is found by a bot's address is looked up by it first (policy "lookup" of bot_address), and read in the
 * workspace that it belongs to.
 */
const botColumns = `workspace_id uuid, flow_id uuid, flow_key text, online boolean, open_conversations text, policy jsonb, published_version integer, epoch bigint`;
const conversationColumns = `conversation_workspace uuid, conversation_id uuid, conversation_flow uuid,
  channel text, status text, episode integer, last_seq integer, fence integer, running_turn uuid, pins text, version integer,
  snapshot text, locale text, timezone text, lease text, started_at_ms double precision`;
const conversation = `c.workspace_id, c.id, c.flow_id, c.channel, c.status, c.episode, c.last_seq, c.fence, c.running_turn, c.pins, c.version,
    c.snapshot, c.locale, c.timezone,
    CASE WHEN c.lease_until IS NULL THEN 'free' WHEN c.lease_until > clock_timestamp() THEN 'held' ELSE 'lapsed' END,
    extract(epoch FROM c.started_at)::double precision * 1000`;
const NOW_MS = 'extract(epoch FROM clock_timestamp())::double precision * 1000';

export const workspaceReads = `
CREATE FUNCTION chat_load(p_address text, p_conversation uuid, p_token_hash bytea, p_key text)
RETURNS TABLE (${botColumns}, ${conversationColumns}, authentic boolean,
  turn_id uuid, body_hash bytea, turn_status text, first_seq integer, turn_last_seq integer, turn_expired boolean, now_ms double precision)
LANGUAGE plpgsql ROWS 1 AS $$
#variable_conflict use_column
DECLARE
  v_scope text := set_config('patchbay.lookup', p_address, true);
  b record;
BEGIN
  SELECT a.workspace_id, a.flow_id, a.online, a.open_conversations, a.policy INTO b FROM bot_address a WHERE a.address = p_address;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  v_scope := set_config('patchbay.workspace', b.workspace_id::text, true);
  RETURN QUERY
  SELECT b.workspace_id, b.flow_id, f.key, b.online, b.open_conversations, b.policy, f.published_version, w.epoch,
    ${conversation}, c.token_hash = p_token_hash,
    t.id, t.body_hash, t.status, t.first_seq, t.last_seq, t.at < clock_timestamp() - interval '24 hours', ${NOW_MS}
  FROM workspace w
  JOIN flow f ON f.workspace_id = b.workspace_id AND f.id = b.flow_id
  LEFT JOIN conversation c ON c.workspace_id = b.workspace_id AND c.id = p_conversation AND c.flow_id = b.flow_id
  LEFT JOIN turn t ON t.workspace_id = b.workspace_id AND t.conversation_id = c.id AND t.key = p_key
  WHERE w.id = b.workspace_id;
END $$;

CREATE FUNCTION chat_bot(p_address text, p_key text)
RETURNS TABLE (${botColumns}, conversation_id uuid, body_hash bytea, token text, now_ms double precision)
LANGUAGE plpgsql ROWS 1 AS $$
#variable_conflict use_column
DECLARE
  v_scope text := set_config('patchbay.lookup', p_address, true);
  b record;
BEGIN
  SELECT a.workspace_id, a.flow_id, a.online, a.open_conversations, a.policy INTO b FROM bot_address a WHERE a.address = p_address;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  v_scope := set_config('patchbay.workspace', b.workspace_id::text, true);
  RETURN QUERY
  SELECT b.workspace_id, b.flow_id, f.key, b.online, b.open_conversations, b.policy, f.published_version, w.epoch,
    o.conversation_id, o.body_hash, o.token, ${NOW_MS}
  FROM workspace w
  JOIN flow f ON f.workspace_id = b.workspace_id AND f.id = b.flow_id
  LEFT JOIN opening o ON o.workspace_id = b.workspace_id AND o.flow_id = b.flow_id AND o.key = p_key
    AND o.at > clock_timestamp() - interval '24 hours'
  WHERE w.id = b.workspace_id;
END $$;

CREATE FUNCTION chat_page(p_address text) RETURNS TABLE (name text, document text)
LANGUAGE plpgsql ROWS 1 AS $$
#variable_conflict use_column
DECLARE
  v_scope text := set_config('patchbay.lookup', p_address, true);
  b record;
BEGIN
  SELECT a.workspace_id, a.flow_id INTO b FROM bot_address a WHERE a.address = p_address AND a.online;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  v_scope := set_config('patchbay.workspace', b.workspace_id::text, true);
  RETURN QUERY SELECT f.name, v.compiled FROM flow f
  JOIN flow_version v ON v.workspace_id = f.workspace_id AND v.flow_id = f.id AND v.version = f.published_version
  WHERE f.workspace_id = b.workspace_id AND f.id = b.flow_id;
END $$;

CREATE FUNCTION chat_load_by_id(p_workspace uuid, p_conversation uuid)
RETURNS TABLE (${botColumns}, ${conversationColumns}, authentic boolean, now_ms double precision)
LANGUAGE plpgsql ROWS 1 AS $$
#variable_conflict use_column
DECLARE
  v_scope text := set_config('patchbay.workspace', p_workspace::text, true);
BEGIN
  RETURN QUERY
  SELECT b.workspace_id, b.flow_id, f.key, b.online, b.open_conversations, b.policy, f.published_version, w.epoch,
    ${conversation}, true, ${NOW_MS}
  FROM conversation c
  JOIN workspace w ON w.id = c.workspace_id
  JOIN flow f ON f.workspace_id = c.workspace_id AND f.id = c.flow_id
  LEFT JOIN bot_address b ON b.workspace_id = c.workspace_id AND b.flow_id = c.flow_id
  WHERE c.workspace_id = p_workspace AND c.id = p_conversation;
END $$;

CREATE FUNCTION chat_events_after(p_workspace uuid, p_conversation uuid, p_after integer, p_limit integer)
RETURNS TABLE (seq integer, type text, episode integer, turn_id uuid, at_ms double precision, body text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_scope text := set_config('patchbay.workspace', p_workspace::text, true);
BEGIN
  RETURN QUERY
  SELECT e.seq, e.type, e.episode, e.turn_id, extract(epoch FROM e.at)::double precision * 1000, e.body
  FROM event e WHERE e.workspace_id = p_workspace AND e.conversation_id = p_conversation AND e.seq > p_after ORDER BY e.seq LIMIT p_limit;
END $$;

-- The last messages of an episode, newest first.
CREATE FUNCTION chat_last_messages(p_workspace uuid, p_conversation uuid, p_episode integer, p_count integer)
RETURNS TABLE (body text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_scope text := set_config('patchbay.workspace', p_workspace::text, true);
BEGIN
  RETURN QUERY
  SELECT e.body FROM event e
  WHERE e.workspace_id = p_workspace AND e.conversation_id = p_conversation AND e.type = 'message' AND e.episode = p_episode
  ORDER BY e.seq DESC LIMIT p_count;
END $$;

-- Keeps how far a message is written. False when the run has been overtaken.
CREATE FUNCTION chat_write(p_workspace uuid, p_conversation uuid, p_fence integer, p_writing text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v_scope text := set_config('patchbay.workspace', p_workspace::text, true);
BEGIN
  UPDATE run_state r SET writing = p_writing
  WHERE r.workspace_id = p_workspace AND r.conversation_id = p_conversation AND r.fence = p_fence;
  RETURN FOUND;
END $$;
`;
