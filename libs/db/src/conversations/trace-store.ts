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
    await this.#pool.query({
      name: 'trace_write',
      text: `INSERT INTO run_trace (workspace_id, conversation_id, run_id, turn_id, at, steps)
        SELECT w, c, r, t, to_timestamp(a / 1000), s
        FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::float8[], $6::text[]) AS x (w, c, r, t, a, s)
        ON CONFLICT DO NOTHING`,
      values: [
        traces.map((trace) => trace.workspaceId),
        traces.map((trace) => trace.conversationId),
        traces.map((trace) => trace.runId),
        traces.map((trace) => trace.turnId),
        traces.map((trace) => trace.atMs),
        traces.map((trace) => trace.steps),
      ],
    });
  }

  /** Removes traces older than so many days; gives how many. */
  async removeOld({ days }: { days: number }): Promise<number> {
    const { rowCount } = await this.#pool.query({
      text: `DELETE FROM run_trace WHERE at < clock_timestamp() - $1 * interval '1 day'`,
      values: [days],
    });
    return rowCount ?? 0;
  }
}
