import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where processes reach each other: what one of them keeps in its memory is asked of it by the others. */
export class ReplicaAddresses1764550000000 implements MigrationInterface {
  readonly name = 'ReplicaAddresses1764550000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE replica ADD address text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE replica DROP address');
  }
}
