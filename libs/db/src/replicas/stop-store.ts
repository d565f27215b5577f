import type { HotPool } from '../hot-pool.ts';

const KEEP = '1 day';

/** Turns whose answer a user stopped, for the process that runs them. */
export class StopStore {
  readonly #pool: HotPool;

  constructor(pool: HotPool) {
    this.#pool = pool;
  }

  async ask(options: { workspaceId: string; conversationId: string; turnId: string }): Promise<void> {
    await this.#pool.across({
      text: `WITH old AS (DELETE FROM turn_stop WHERE at < clock_timestamp() - interval '${KEEP}' AND turn_id <> $3)
        INSERT INTO turn_stop AS s (workspace_id, conversation_id, turn_id) VALUES ($1, $2, $3)
        ON CONFLICT (workspace_id, conversation_id, turn_id) DO UPDATE SET times = s.times + 1, at = clock_timestamp()`,
      values: [options.workspaceId, options.conversationId, options.turnId],
    });
  }

  /** How often each of these turns was to be stopped; those that never were are left out. */
  async times(
    places: readonly { workspaceId: string; conversationId: string; turnId: string }[],
  ): Promise<Map<string, number>> {
    const { rows } = await this.#pool.across({
      name: 'turn_stops',
      text: `SELECT s.turn_id, s.times FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS p (workspace_id, conversation_id, turn_id)
        JOIN turn_stop s USING (workspace_id, conversation_id, turn_id)`,
      values: [
        places.map((place) => place.workspaceId),
        places.map((place) => place.conversationId),
        places.map((place) => place.turnId),
      ],
    });
    return new Map(rows.map((row) => [row.turn_id, row.times]));
  }
}
