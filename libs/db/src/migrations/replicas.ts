/** What the processes of one installation tell each other by rows: that they live, and what is to be stopped. */
export const replicas = `
-- One row for a process that lives: it says so every 2 s, and is not counted any more when it has said nothing for 10.
CREATE TABLE replica (
  id uuid PRIMARY KEY,
  role text NOT NULL,
  release text NOT NULL,
  -- Format numbers of stored state that it can read, both included.
  reads_from integer NOT NULL,
  reads_to integer NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);

-- Names the installation to systems that it may share with others.
CREATE TABLE installation (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  id uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO installation DEFAULT VALUES;

-- Turns whose answer a user stopped: for the process that runs them, whichever it is by then. Times: each further one stops what the turn writes next.
CREATE TABLE turn_stop (
  workspace_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  turn_id uuid NOT NULL,
  times integer NOT NULL DEFAULT 1,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, conversation_id, turn_id)
);
CREATE INDEX turn_stop_age ON turn_stop (at);
`;
