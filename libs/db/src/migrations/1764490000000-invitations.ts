import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links by which people come into a workspace: used once, for a time, known by their hash alone. */
export class Invitations1764490000000 implements MigrationInterface {
  readonly name = 'Invitations1764490000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE invitation (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        token_hash bytea NOT NULL UNIQUE,
        role text NOT NULL,
        email text,
        created_by uuid REFERENCES app_user (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        revoked_at timestamptz
      );
      CREATE INDEX invitation_workspace ON invitation (workspace_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE invitation');
  }
}
