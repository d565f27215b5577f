import type { MigrationInterface, QueryRunner } from 'typeorm';
import { groupedCommits } from './grouped-commits.ts';

export class GroupedCommits1764300000000 implements MigrationInterface {
  readonly name = 'GroupedCommits1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(groupedCommits);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION chat_commit_many(uuid, json)');
  }
}
