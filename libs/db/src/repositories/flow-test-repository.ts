import type { TransactionRunner } from '../transaction-runner.ts';

interface FlowId {
  workspaceId: string;
  flowId: string;
}

/** What stands in for a node: `pin` is JSON. */
export interface FlowPinRecord {
  nodeId: string;
  pin: string;
  byName: string | null;
  updatedAt: Date;
}

/** A test case: `body` is JSON. */
export interface FlowTestRecord {
  id: string;
  body: string;
  updatedAt: Date;
  passed: boolean | null;
  passedRevision: number | null;
  ranAt: Date | null;
}

const TEST = 'id, body, updated_at AS "updatedAt", passed, passed_revision AS "passedRevision", ran_at AS "ranAt"';

/** Pins and test cases of flows. */
export class FlowTestRepository {
  readonly #runner: TransactionRunner;

  constructor(runner: TransactionRunner) {
    this.#runner = runner;
  }

  pins({ workspaceId, flowId }: FlowId): Promise<FlowPinRecord[]> {
    return this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.query(
        `SELECT node_id AS "nodeId", pin, by_name AS "byName", updated_at AS "updatedAt" FROM flow_pin
         WHERE workspace_id = $1 AND flow_id = $2 ORDER BY node_id`,
        [workspaceId, flowId],
      ),
    );
  }

  /** Pins of several flows, by key. */
  pinsOfFlows(options: {
    workspaceId: string;
    keys: readonly string[];
  }): Promise<{ flow: string; nodeId: string; pin: string }[]> {
    return this.#runner.inWorkspace(options.workspaceId, (manager) =>
      manager.query(
        `SELECT f.key AS flow, p.node_id AS "nodeId", p.pin FROM flow f
         JOIN flow_pin p ON p.workspace_id = f.workspace_id AND p.flow_id = f.id
         WHERE f.workspace_id = $1 AND f.key = ANY ($2) AND f.deleted_at IS NULL`,
        [options.workspaceId, options.keys],
      ),
    );
  }

  async setPin(pin: FlowId & { nodeId: string; pin: string; byName: string | null }): Promise<void> {
    await this.#runner.inWorkspace(pin.workspaceId, (manager) =>
      manager.query(
        `INSERT INTO flow_pin (workspace_id, flow_id, node_id, pin, by_name) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (workspace_id, flow_id, node_id) DO UPDATE SET pin = excluded.pin, by_name = excluded.by_name, updated_at = now()`,
        [pin.workspaceId, pin.flowId, pin.nodeId, pin.pin, pin.byName],
      ),
    );
  }

  async removePin({ workspaceId, flowId, nodeId }: FlowId & { nodeId: string }): Promise<boolean> {
    const [, count] = await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.query('DELETE FROM flow_pin WHERE workspace_id = $1 AND flow_id = $2 AND node_id = $3', [
        workspaceId,
        flowId,
        nodeId,
      ]),
    );
    return count > 0;
  }

  /** A node that is renamed keeps what is pinned to it. */
  async renamePins({
    workspaceId,
    flowId,
    names,
  }: FlowId & { names: readonly { from: string; to: string }[] }): Promise<void> {
    await this.#runner.inWorkspace(workspaceId, async (manager) => {
      for (const { from, to } of names) {
        await manager.query('DELETE FROM flow_pin WHERE workspace_id = $1 AND flow_id = $2 AND node_id = $3', [
          workspaceId,
          flowId,
          to,
        ]);
        await manager.query(
          'UPDATE flow_pin SET node_id = $4 WHERE workspace_id = $1 AND flow_id = $2 AND node_id = $3',
          [workspaceId, flowId, from, to],
        );
      }
    });
  }

  tests({ workspaceId, flowId }: FlowId): Promise<FlowTestRecord[]> {
    return this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.query(`SELECT ${TEST} FROM flow_test WHERE workspace_id = $1 AND flow_id = $2 ORDER BY id`, [
        workspaceId,
        flowId,
      ]),
    );
  }

  async addTest(test: FlowId & { id: string; body: string }): Promise<FlowTestRecord> {
    const [row] = await this.#runner.inWorkspace(test.workspaceId, (manager) =>
      manager.query(
        `INSERT INTO flow_test (workspace_id, id, flow_id, body) VALUES ($1, $2, $3, $4) RETURNING ${TEST}`,
        [test.workspaceId, test.id, test.flowId, test.body],
      ),
    );
    return row;
  }

  /** Undefined when there is no such test. How it ended before is forgotten: it is another test now. */
  async changeTest(test: FlowId & { id: string; body: string }): Promise<FlowTestRecord | undefined> {
    const [rows] = await this.#runner.inWorkspace(test.workspaceId, (manager) =>
      manager.query(
        `UPDATE flow_test SET body = $4, updated_at = now(), passed = NULL, passed_revision = NULL, ran_at = NULL
         WHERE workspace_id = $1 AND flow_id = $2 AND id = $3 RETURNING ${TEST}`,
        [test.workspaceId, test.flowId, test.id, test.body],
      ),
    );
    return rows[0];
  }

  /** Changes the bodies of a flow's tests, how they ended last left as it is. To be called within a transaction. */
  async rewriteTests({ rewrite, ...flow }: FlowId & { rewrite(body: string): string }): Promise<void> {
    for (const { id, body } of await this.tests(flow)) {
      const next = rewrite(body);
      if (next === body) continue;
      await this.#runner.inWorkspace(flow.workspaceId, (manager) =>
        manager.query('UPDATE flow_test SET body = $3 WHERE workspace_id = $1 AND id = $2', [
          flow.workspaceId,
          id,
          next,
        ]),
      );
    }
  }

  async removeTest({ workspaceId, flowId, id }: FlowId & { id: string }): Promise<boolean> {
    const [, count] = await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.query('DELETE FROM flow_test WHERE workspace_id = $1 AND flow_id = $2 AND id = $3', [
        workspaceId,
        flowId,
        id,
      ]),
    );
    return count > 0;
  }

  async keepResults({
    workspaceId,
    revision,
    results,
  }: {
    workspaceId: string;
    revision: number;
    results: readonly { id: string; passed: boolean }[];
  }): Promise<void> {
    await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.query(
        `UPDATE flow_test t SET passed = r.passed, passed_revision = $2, ran_at = now()
         FROM json_to_recordset($3) AS r (id uuid, passed boolean) WHERE t.workspace_id = $1 AND t.id = r.id`,
        [workspaceId, revision, JSON.stringify(results)],
      ),
    );
  }
}
