/** Flows, their drafts and versions, bots' addresses, and what a workspace's flows reach by key. */
export const initialFlows = `
CREATE TABLE flow (
  workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id uuid NOT NULL,
  key text NOT NULL CHECK (key ~ '^[a-z0-9-]{1,64}$'),
  name text NOT NULL,
  description text,
  -- Newest version and the one that new conversations begin with; both null until it was published.
  latest_version integer,
  published_version integer,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid REFERENCES app_user ON DELETE SET NULL,
  deleted_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX flow_key ON flow (workspace_id, key) WHERE deleted_at IS NULL;

-- Documents are kept byte for byte, so they are text: jsonb would reorder keys and lose digits.
CREATE TABLE flow_draft (
  workspace_id uuid NOT NULL,
  flow_id uuid NOT NULL,
  revision integer NOT NULL,
  document text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, flow_id),
  FOREIGN KEY (workspace_id, flow_id) REFERENCES flow ON DELETE CASCADE
);

CREATE TABLE flow_operation (
  workspace_id uuid NOT NULL,
  flow_id uuid NOT NULL,
  revision integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('create', 'operations', 'put', 'import', 'rollback', 'undo')),
  client_id text NOT NULL,
  operations text NOT NULL,
  inverse text NOT NULL,
  by_user uuid REFERENCES app_user ON DELETE SET NULL,
  by_name text,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, flow_id, revision),
  FOREIGN KEY (workspace_id, flow_id) REFERENCES flow ON DELETE CASCADE
);

CREATE TABLE flow_version (
  workspace_id uuid NOT NULL,
  flow_id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  -- As published, byte for byte; 'compiled' is the same with its scripts ready to run.
  document text NOT NULL,
  compiled text NOT NULL,
  -- Keys of the flows that it calls, those of their own calls not included.
  subflows text[] NOT NULL DEFAULT '{}',
  document_hash bytea,
  note text,
  published_by uuid REFERENCES app_user ON DELETE SET NULL,
  published_by_name text,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, flow_id, version),
  FOREIGN KEY (workspace_id, flow_id) REFERENCES flow ON DELETE CASCADE
);

-- An address stays with its flow while it is offline, so that nobody else can take over its links.
CREATE TABLE bot_address (
  address text PRIMARY KEY CHECK (address ~ '^[a-z0-9-]{1,64}(\\.[a-z0-9-]{1,64})?$'),
  workspace_id uuid NOT NULL,
  flow_id uuid NOT NULL,
  online boolean NOT NULL,
  -- Whether conversations that are open may go on while the bot is offline.
  open_conversations text NOT NULL DEFAULT 'finish' CHECK (open_conversations IN ('finish', 'close')),
  policy jsonb NOT NULL DEFAULT '{}',
  updated_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (workspace_id, flow_id) REFERENCES flow ON DELETE CASCADE
);
CREATE UNIQUE INDEX bot_address_flow ON bot_address (workspace_id, flow_id);

CREATE TABLE connection (
  workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
  key text NOT NULL CHECK (key ~ '^[a-z0-9-]{1,64}$'),
  kind text NOT NULL,
  config jsonb NOT NULL,
  -- Sealed by the vault, bound to workspace and key; the names are in clear to be shown.
  secrets text,
  secret_names text[] NOT NULL DEFAULT '{}',
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, key)
);

CREATE TABLE workspace_variable (
  workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
  key text NOT NULL CHECK (key ~ '^[A-Za-z_][A-Za-z0-9_]{0,63}$'),
  value jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, key)
);

CREATE FUNCTION raise_workspace_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE workspace SET epoch = epoch + 1 WHERE id = OLD.workspace_id;
  ELSE
    UPDATE workspace SET epoch = epoch + 1 WHERE id = NEW.workspace_id;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER flow_epoch AFTER UPDATE OF published_version, key, deleted_at ON flow
  FOR EACH ROW EXECUTE FUNCTION raise_workspace_epoch();
CREATE TRIGGER bot_address_epoch AFTER INSERT OR UPDATE OR DELETE ON bot_address
  FOR EACH ROW EXECUTE FUNCTION raise_workspace_epoch();
CREATE TRIGGER connection_epoch AFTER INSERT OR UPDATE OR DELETE ON connection
  FOR EACH ROW EXECUTE FUNCTION raise_workspace_epoch();
CREATE TRIGGER workspace_variable_epoch AFTER INSERT OR UPDATE OR DELETE ON workspace_variable
  FOR EACH ROW EXECUTE FUNCTION raise_workspace_epoch();
`;
