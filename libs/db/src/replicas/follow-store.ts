import type { HotPool } from '../hot-pool.ts';

export interface FollowedState {
  conversationId: string;
  lastSeq: number;
  /** JSON of the message that is being written, as far as it is kept. */
  writing: string | null;
}

/** How far conversations are that streams are open for, many at once. */
export class FollowStore {
  readonly #pool: HotPool;

  constructor(pool: HotPool) {
    this.#pool = pool;
  }

  async states(places: readonly { workspaceId: string; conversationId: string }[]): Promise<FollowedState[]> {
    const { rows } = await this.#pool.across({
      name: 'followed_states',
      text: `SELECT c.id, c.last_seq, r.writing FROM unnest($1::uuid[], $2::uuid[]) AS p (workspace_id, conversation_id)
        JOIN conversation c ON c.workspace_id = p.workspace_id AND c.id = p.conversation_id
        LEFT JOIN run_state r ON c.lease_until IS NOT NULL AND r.workspace_id = c.workspace_id AND r.conversation_id = c.id`,
      values: [places.map((place) => place.workspaceId), places.map((place) => place.conversationId)],
    });
    return rows.map((row) => ({ conversationId: row.id, lastSeq: row.last_seq, writing: row.writing }));
  }
}
