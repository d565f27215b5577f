import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was deleted a moment ago, as it stood in its tables: a slip of the hand can be taken back. */
export class RecentlyDeleted1764540000000 implements MigrationInterface {
  readonly name = 'RecentlyDeleted1764540000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE recently_deleted (
        workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
        kind text NOT NULL,
        key text NOT NULL,
        -- By the name of the table.
        rows jsonb NOT NULL,
        deleted_by uuid,
        at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (workspace_id, kind, key)
      );
      CREATE INDEX recently_deleted_at ON recently_deleted (at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE recently_deleted');
  }
}
