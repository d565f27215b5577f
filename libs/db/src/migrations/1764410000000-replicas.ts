import type { MigrationInterface, QueryRunner } from 'typeorm';
import { replicas } from './replicas.ts';

export class Replicas1764410000000 implements MigrationInterface {
  readonly name = 'Replicas1764410000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(replicas);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE replica, installation, turn_stop');
  }
}
