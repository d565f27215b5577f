import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person set for how the studio is shown to them: language, and whether the tour was seen. */
export class Preferences1764480000000 implements MigrationInterface {
  readonly name = 'Preferences1764480000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE app_user ADD COLUMN preferences jsonb NOT NULL DEFAULT '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE app_user DROP COLUMN preferences');
  }
}
