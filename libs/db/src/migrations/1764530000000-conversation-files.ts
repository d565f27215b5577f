import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What users send along. It lives and goes with its conversation, and stands where each replica and each backup finds it. */
export class ConversationFiles1764530000000 implements MigrationInterface {
  readonly name = 'ConversationFiles1764530000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE conversation_file (
        workspace_id uuid NOT NULL,
        conversation_id uuid NOT NULL,
        id uuid NOT NULL,
        name text NOT NULL,
        -- By its content.
        type text NOT NULL,
        size integer NOT NULL,
        -- What flows read of it, where it is a text.
        text text,
        content bytea NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (workspace_id, conversation_id, id)
      );
      -- Pictures and office documents are packed already.
      ALTER TABLE conversation_file ALTER COLUMN content SET STORAGE EXTERNAL;
      -- How much a workspace holds, without a look at the rows.
      CREATE INDEX conversation_file_size ON conversation_file (workspace_id) INCLUDE (size);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE conversation_file');
  }
}
