import type { MigrationInterface, QueryRunner } from 'typeorm';
import { initialAccounts } from './initial-accounts.ts';
import { initialConversations } from './initial-conversations.ts';
import { initialFlows } from './initial-flows.ts';
import { initialFunctions } from './initial-functions.ts';

export class Initial1764000000000 implements MigrationInterface {
  readonly name = 'Initial1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [initialAccounts, initialFlows, initialConversations, initialFunctions]) await runner.query(sql);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('The first migration cannot be taken back: drop the database instead.'));
  }
}
