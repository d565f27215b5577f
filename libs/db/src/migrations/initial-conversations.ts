/**
 * The hot tables. Their keys begin with workspace and conversation, so that they can be distributed by conversation and partitioned;
 * they have no foreign keys toward cold tables, which would cost a lookup and a row lock a write.
 */
export const initialConversations = `
CREATE TABLE conversation (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  flow_id uuid NOT NULL,
  channel text NOT NULL DEFAULT 'chat',
  token_hash bytea NOT NULL,
  status text NOT NULL,
  resolution text,
  episode integer NOT NULL DEFAULT 1,
  turns integer NOT NULL DEFAULT 0,
  last_seq integer NOT NULL DEFAULT 0,
  -- Rises with every commit; a commit names the fence it read, so that whoever was overtaken changes nothing.
  fence integer NOT NULL DEFAULT 1,
  lease_owner uuid,
  lease_until timestamptz,
  running_turn uuid,
  -- Versions by flow key that this conversation keeps until it waits at no node or is closed.
  pins text NOT NULL,
  version integer,
  snapshot text NOT NULL,
  locale text NOT NULL,
  timezone text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  last_at timestamptz NOT NULL DEFAULT now(),
  preview text,
  PRIMARY KEY (workspace_id, id)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX conversation_flow ON conversation (workspace_id, flow_id, id);
CREATE INDEX conversation_leased ON conversation (lease_until) WHERE lease_until IS NOT NULL;

CREATE TABLE event (
  workspace_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  seq integer NOT NULL,
  turn_id uuid,
  episode integer NOT NULL,
  type text NOT NULL,
  at timestamptz NOT NULL,
  -- JSON object with the type's own fields; format number of events is 1 while no other is stored beside it.
  body text NOT NULL,
  PRIMARY KEY (workspace_id, conversation_id, seq)
);

CREATE TABLE turn (
  workspace_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  key text NOT NULL,
  id uuid NOT NULL,
  body_hash bytea NOT NULL,
  status text NOT NULL,
  first_seq integer NOT NULL,
  last_seq integer NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, conversation_id, key)
);

CREATE TABLE opening (
  workspace_id uuid NOT NULL,
  flow_id uuid NOT NULL,
  key text NOT NULL,
  conversation_id uuid NOT NULL,
  body_hash bytea NOT NULL,
  -- The conversation's token, sealed, so that the same key gives the same answer.
  token text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, flow_id, key)
);

CREATE TABLE timer (
  workspace_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  at timestamptz NOT NULL,
  taken_until timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace_id, conversation_id)
);
CREATE INDEX timer_due ON timer (at);

CREATE TABLE usage (
  workspace_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  id uuid NOT NULL,
  turn_id uuid,
  flow text NOT NULL,
  node_id text NOT NULL,
  connection text NOT NULL,
  model text NOT NULL,
  input_tokens integer NOT NULL,
  output_tokens integer NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, conversation_id, id)
);

-- One row a run, written in batches apart from the turns: it may lose its last second in a crash.
CREATE TABLE run_trace (
  workspace_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  run_id uuid NOT NULL,
  turn_id uuid,
  at timestamptz NOT NULL,
  steps text NOT NULL,
  PRIMARY KEY (workspace_id, conversation_id, run_id)
);
CREATE INDEX run_trace_age ON run_trace (at);
`;
