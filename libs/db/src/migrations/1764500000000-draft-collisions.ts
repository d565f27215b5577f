import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which operations of a change wrote over what their author had not seen, so that whoever wrote that can be asked. */
export class DraftCollisions1764500000000 implements MigrationInterface {
  readonly name = 'DraftCollisions1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    // A list of { operation, revision }.
    await runner.query(`ALTER TABLE flow_operation ADD COLUMN collisions text NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE flow_operation DROP COLUMN collisions');
  }
}
