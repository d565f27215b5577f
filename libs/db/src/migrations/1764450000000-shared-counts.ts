import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts that replicas share: each adds what it counted, in batches, and learns what all counted. */
export class SharedCounts1764450000000 implements MigrationInterface {
  readonly name = 'SharedCounts1764450000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE IF NOT EXISTS shared_count (
  name text PRIMARY KEY,
  amount bigint NOT NULL,
  expires_at timestamptz NOT NULL
) WITH (fillfactor = 70)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE IF EXISTS shared_count');
  }
}
