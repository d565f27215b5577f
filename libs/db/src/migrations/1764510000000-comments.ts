import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people say about the nodes of a flow, in threads. It stays while versions come and go. */
export class Comments1764510000000 implements MigrationInterface {
  readonly name = 'Comments1764510000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE comment_thread (
        workspace_id uuid NOT NULL,
        id uuid NOT NULL,
        flow_id uuid NOT NULL,
        -- Of the draft; it stays when the node is gone, and is there again when the node is.
        node_id text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        resolved_at timestamptz,
        resolved_by_name text,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, flow_id) REFERENCES flow ON DELETE CASCADE
      );
      CREATE INDEX comment_thread_flow ON comment_thread (workspace_id, flow_id);
      CREATE TABLE comment (
        workspace_id uuid NOT NULL,
        id uuid NOT NULL,
        thread_id uuid NOT NULL,
        author_user uuid REFERENCES app_user ON DELETE SET NULL,
        author_name text NOT NULL,
        body text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        edited_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, thread_id) REFERENCES comment_thread ON DELETE CASCADE
      );
      CREATE INDEX comment_of_thread ON comment (workspace_id, thread_id);
      CREATE INDEX comment_author ON comment (author_user);
      CREATE TABLE comment_mention (
        workspace_id uuid NOT NULL,
        comment_id uuid NOT NULL,
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        PRIMARY KEY (workspace_id, comment_id, user_id),
        FOREIGN KEY (workspace_id, comment_id) REFERENCES comment ON DELETE CASCADE
      );
      CREATE INDEX comment_mention_user ON comment_mention (user_id);
      -- How far somebody has read a thread.
      CREATE TABLE comment_seen (
        workspace_id uuid NOT NULL,
        thread_id uuid NOT NULL,
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        seen_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, thread_id, user_id),
        FOREIGN KEY (workspace_id, thread_id) REFERENCES comment_thread ON DELETE CASCADE
      );
      CREATE INDEX comment_seen_user ON comment_seen (user_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE comment_seen, comment_mention, comment, comment_thread');
  }
}
