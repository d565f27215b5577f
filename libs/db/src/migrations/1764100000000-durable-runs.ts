import type { MigrationInterface, QueryRunner } from 'typeorm';
import { durableRuns } from './durable-runs.ts';

export class DurableRuns1764100000000 implements MigrationInterface {
  readonly name = 'DurableRuns1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(durableRuns);
  }

  down(): Promise<void> {
    return Promise.reject(
      new Error('Runs of this release cannot be continued by the one before it: restore a backup instead.'),
    );
  }
}
