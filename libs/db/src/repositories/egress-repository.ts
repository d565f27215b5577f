import type { TransactionRunner } from '../transaction-runner.ts';

/** Who called, for what, where to, and how it ended. */
export interface EgressEntry {
  purpose: string;
  flow: string;
  connection: string;
  host: string;
  outcome: string;
}

export interface EgressRow extends EgressEntry {
  calls: number;
  lastAt: Date;
}

const KEPT_DAYS = 30;
/** Rows of a workspace in an hour, after which hosts that are new to it are counted together. */
export const EGRESS_HOSTS_AN_HOUR = 2_000;

/** What workspaces may reach, and what they reached. */
export class EgressRepository {
  readonly #runner: TransactionRunner;

  constructor(runner: TransactionRunner) {
    this.#runner = runner;
  }

  /** Hosts that the workspace may reach; null where all public ones are. */
  hosts(workspaceId: string): Promise<string[] | null> {
    return this.#runner.inWorkspace(workspaceId, async (manager) => {
      const rows = await manager.query('SELECT hosts FROM egress_policy WHERE workspace_id = $1', [workspaceId]);
      return rows[0]?.hosts ?? null;
    });
  }

  async setHosts({ workspaceId, hosts }: { workspaceId: string; hosts: readonly string[] | null }): Promise<void> {
    await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.query(
        'INSERT INTO egress_policy (workspace_id, hosts, updated_at) VALUES ($1, $2, now()) ON CONFLICT (workspace_id) DO UPDATE SET hosts = excluded.hosts, updated_at = now()',
        [workspaceId, hosts],
      ),
    );
  }

  /** Adds to what was counted in this hour, and forgets what is older than 30 days. */
  async add({
    workspaceId,
    entries,
  }: {
    workspaceId: string;
    entries: readonly (EgressEntry & { calls: number })[];
  }): Promise<void> {
    await this.#runner.inWorkspace(workspaceId, async (manager) => {
      await manager.query(
        `WITH e AS (
           SELECT e.purpose, e.flow, e.connection, e.outcome, e.calls, CASE
             WHEN (SELECT count(*) FROM egress_log k WHERE k.workspace_id = $1 AND k.hour = date_trunc('hour', now())) < ${EGRESS_HOSTS_AN_HOUR}
               OR EXISTS (SELECT FROM egress_log k WHERE k.workspace_id = $1 AND k.hour = date_trunc('hour', now()) AND k.host = e.host)
             THEN e.host ELSE '(others)' END AS host
           FROM jsonb_to_recordset($2::jsonb) AS e (purpose text, flow text, connection text, host text, outcome text, calls bigint))
         INSERT INTO egress_log AS l (workspace_id, hour, purpose, flow, connection, host, outcome, calls, last_at)
         SELECT $1, date_trunc('hour', now()), purpose, flow, connection, host, outcome, sum(calls), now()
         FROM e GROUP BY purpose, flow, connection, host, outcome ORDER BY purpose, flow, connection, host, outcome
         ON CONFLICT (workspace_id, hour, purpose, flow, connection, host, outcome)
         DO UPDATE SET calls = l.calls + excluded.calls, last_at = excluded.last_at`,
        [workspaceId, JSON.stringify(entries)],
      );
      await manager.query(
        `DELETE FROM egress_log WHERE workspace_id = $1 AND hour < now() - make_interval(days => ${KEPT_DAYS})`,
        [workspaceId],
      );
    });
  }

  /** The last 7 days, what was reached last first; at most 200 rows. */
  recent(workspaceId: string): Promise<EgressRow[]> {
    return this.#runner.inWorkspace(workspaceId, async (manager) => {
      const rows = await manager.query(
        `SELECT purpose, flow, connection, host, outcome, sum(calls)::integer AS calls, max(last_at) AS "lastAt"
         FROM egress_log WHERE workspace_id = $1 AND hour > now() - interval '7 days'
         GROUP BY purpose, flow, connection, host, outcome ORDER BY max(last_at) DESC LIMIT 200`,
        [workspaceId],
      );
      return rows;
    });
  }
}
