import type { MigrationInterface, QueryRunner } from 'typeorm';
import { givenUpRuns } from './given-up-runs.ts';
import { workspaceCommits } from './workspace-commits.ts';

export class GivenUpRuns1764520000000 implements MigrationInterface {
  readonly name = 'GivenUpRuns1764520000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(givenUpRuns);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION run_take; ALTER TABLE run_state DROP COLUMN handed');
    await runner.query(workspaceCommits);
  }
}
