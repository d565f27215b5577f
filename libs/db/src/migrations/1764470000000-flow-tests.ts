import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stands in for nodes in tests, and test cases. They belong to the flow, not to its document: they are not published, and survive versions. */
export class FlowTests1764470000000 implements MigrationInterface {
  readonly name = 'FlowTests1764470000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE flow_pin (
        workspace_id uuid NOT NULL,
        flow_id uuid NOT NULL,
        node_id text NOT NULL,
        pin text NOT NULL,
        by_name text,
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (workspace_id, flow_id, node_id),
        FOREIGN KEY (workspace_id, flow_id) REFERENCES flow ON DELETE CASCADE
      );
      CREATE TABLE flow_test (
        workspace_id uuid NOT NULL,
        id uuid NOT NULL,
        flow_id uuid NOT NULL,
        -- JSON: name, turns, pins.
        body text NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        -- How it ended last, against which revision of the draft.
        passed boolean,
        passed_revision integer,
        ran_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, flow_id) REFERENCES flow ON DELETE CASCADE
      );
      CREATE INDEX flow_test_flow ON flow_test (workspace_id, flow_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE flow_test, flow_pin');
  }
}
