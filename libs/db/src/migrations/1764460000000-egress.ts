import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a workspace may reach, and what it reached: one row an hour for each of who, where and how it ended. */
export class Egress1764460000000 implements MigrationInterface {
  readonly name = 'Egress1764460000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE egress_policy (
        workspace_id uuid PRIMARY KEY REFERENCES workspace (id) ON DELETE CASCADE,
        -- Of hosts that may be reached; null: all public ones.
        hosts text[],
        updated_at timestamptz NOT NULL
      );
      CREATE TABLE egress_log (
        workspace_id uuid NOT NULL,
        hour timestamptz NOT NULL,
        purpose text NOT NULL,
        flow text NOT NULL,
        connection text NOT NULL,
        host text NOT NULL,
        outcome text NOT NULL,
        calls bigint NOT NULL,
        last_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, hour, purpose, flow, connection, host, outcome)
      );
      CREATE INDEX egress_log_age ON egress_log (hour);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE egress_policy, egress_log');
  }
}
