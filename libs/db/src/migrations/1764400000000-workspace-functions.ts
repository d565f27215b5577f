import type { MigrationInterface, QueryRunner } from 'typeorm';
import { workspaceCommits } from './workspace-commits.ts';
import { workspaceReads } from './workspace-reads.ts';

/** The hot path's functions name their workspace themselves, so that row-level security holds in each of them without a round trip or anything kept in the session. */
export class WorkspaceFunctions1764400000000 implements MigrationInterface {
  readonly name = 'WorkspaceFunctions1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(workspaceCommits);
    await runner.query(workspaceReads);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Functions of the release before are not brought back: restore a backup instead.'));
  }
}
