import type { HotPool } from '../hot-pool.ts';

export interface RunTrace {
  workspaceId: string;
  conversationId: string;
  runId: string;
  turnId: string | null;
  atMs: number;
  /** JSON list of steps. */
  steps: string;
}

/** Traces, written in batches and kept for a while. */
export class TraceStore {
  readonly #pool: HotPool;

  constructor(pool: HotPool) {
    this.#pool = pool;
  }

  async write(traces: readonly RunTrace[]): Promise<void> {
    await this.#pool.across({
      name: 'trace_write',
      text: `INSERT INTO run_trace (workspace_id, conversation_id, run_id, turn_id, at, steps)
        SELECT "workspaceId", "conversationId", "runId", "turnId", to_timestamp("atMs" / 1000), steps
        FROM json_to_recordset($1) AS x ("workspaceId" uuid, "conversationId" uuid, "runId" uuid, "turnId" uuid, "atMs" float8, steps text)
        ON CONFLICT DO NOTHING`,
      values: [JSON.stringify(traces)],
    });
  }

  /** Removes traces older than so many days; gives how many. */
  async removeOld({ days }: { days: number }): Promise<number> {
    const { rowCount } = await this.#pool.across({
      text: `DELETE FROM run_trace WHERE at < clock_timestamp() - $1 * interval '1 day'`,
      values: [days],
    });
    return rowCount ?? 0;
  }
}
