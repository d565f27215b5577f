import type { MigrationInterface, QueryRunner } from 'typeorm';
import { jobs } from './jobs.ts';
import { partitionTable } from './partition-table.ts';

/**
 * Hot tables in partitions by time, so that what is over is dropped and not deleted; the table of periodic jobs. Tables become the first partition of themselves: no
 * row is moved, and turns go on meanwhile. Each step can be broken off and is gone on with at the next start.
 */
export class Partitions1764200000000 implements MigrationInterface {
  readonly name = 'Partitions1764200000000';
  /** Rows are looked through for minutes where there are many: outside of a transaction, whose locks would stand as long. */
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await partitionTable({ runner, table: 'event', column: 'conversation_id', key: 'seq', period: 'month' });
    await partitionTable({ runner, table: 'usage', column: 'conversation_id', key: 'id', period: 'month' });
    // Dropped by partitions, traces need no index by age any more.
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS run_trace_age');
    await partitionTable({ runner, table: 'run_trace', column: 'run_id', key: 'run_id', period: 'day' });
    await runner.query(jobs);
    // One that was broken off is there, but of no use.
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS opening_age');
    await runner.query('CREATE INDEX CONCURRENTLY opening_age ON opening (at)');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Partitions are not put together again: restore a backup instead.'));
  }
}
