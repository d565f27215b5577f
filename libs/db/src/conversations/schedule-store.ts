import type { HotPool } from '../hot-pool.ts';

export interface ConversationPlace {
  workspaceId: string;
  conversationId: string;
}

/** What conversations do without a request: timers that are due, and runs whose process died. */
export class ScheduleStore {
  readonly #pool: HotPool;

  constructor(pool: HotPool) {
    this.#pool = pool;
  }

  /** Timers that are due by the database's clock, each taken by one process for so long; who settles the conversation removes or replaces its timer. */
  async takeDueTimers(options: { limit: number; takeMs: number }): Promise<ConversationPlace[]> {
    const { rows } = await this.#pool.query({
      name: 'timers_take',
      text: `UPDATE timer SET taken_until = clock_timestamp() + $2 * interval '1 millisecond', attempts = attempts + 1
        WHERE (workspace_id, conversation_id) IN (
          SELECT workspace_id, conversation_id FROM timer
          WHERE at <= clock_timestamp() AND (taken_until IS NULL OR taken_until < clock_timestamp())
          ORDER BY at LIMIT $1 FOR UPDATE SKIP LOCKED
        ) RETURNING workspace_id, conversation_id`,
      values: [options.limit, options.takeMs],
    });
    return rows.map(placeOf);
  }

  async removeTimer({ workspaceId, conversationId }: ConversationPlace): Promise<void> {
    await this.#pool.query({
      text: 'DELETE FROM timer WHERE workspace_id = $1 AND conversation_id = $2',
      values: [workspaceId, conversationId],
    });
  }

  /** Conversations whose lease ran out: who held them is no more. */
  async lapsedLeases(options: { limit: number }): Promise<ConversationPlace[]> {
    const { rows } = await this.#pool.query({
      name: 'leases_lapsed',
      text: `SELECT workspace_id, id AS conversation_id FROM conversation
        WHERE lease_until IS NOT NULL AND lease_until < clock_timestamp() ORDER BY lease_until LIMIT $1`,
      values: [options.limit],
    });
    return rows.map(placeOf);
  }
}

function placeOf(row: { workspace_id: string; conversation_id: string }): ConversationPlace {
  return { workspaceId: row.workspace_id, conversationId: row.conversation_id };
}
