import type { HotPool } from './hot-pool.ts';

export interface CountChange {
  name: string;
  /** What was counted since the last time; 0 only asks. */
  amount: number;
  /** How long it is kept from now on, in seconds. */
  seconds: number;
}

/** Counts that all replicas add to. They hold no data of a workspace: names are hashes and dates, amounts are numbers. */
export class SharedCountStore {
  readonly #pool: HotPool;

  constructor(pool: HotPool) {
    this.#pool = pool;
  }

  /** Adds all of them in one statement; gives what stands under each name now. */
  async add(changes: readonly CountChange[]): Promise<Map<string, number>> {
    if (changes.length === 0) return new Map();
    // In the order of their names, so that two replicas never wait for each other in a circle.
    const ordered = [...changes].sort((left, right) => (left.name < right.name ? -1 : 1));
    const { rows } = await this.#pool.query({
      text: `INSERT INTO shared_count AS c (name, amount, expires_at)
        SELECT name, amount, now() + seconds * interval '1 second'
        FROM unnest($1::text[], $2::bigint[], $3::float8[]) AS given (name, amount, seconds)
        ON CONFLICT (name) DO UPDATE SET amount = c.amount + excluded.amount, expires_at = greatest(c.expires_at, excluded.expires_at)
        RETURNING name, amount`,
      values: [
        ordered.map((one) => one.name),
        ordered.map((one) => Math.round(one.amount)),
        ordered.map((one) => one.seconds),
      ],
    });
    return new Map(rows.map((row) => [row.name, Number(row.amount)]));
  }

  async removeExpired(): Promise<void> {
    await this.#pool.query({ text: 'DELETE FROM shared_count WHERE expires_at < now()' });
  }

  /** Tokens that models took in a conversation, in and out together, as far as it is kept. */
  async tokensOfConversation({
    workspaceId,
    conversationId,
  }: {
    workspaceId: string;
    conversationId: string;
  }): Promise<number> {
    const { rows } = await this.#pool.inWorkspace(workspaceId, {
      text: `SELECT coalesce(sum(input_tokens::bigint + output_tokens), 0)::float8 AS tokens FROM usage
        WHERE workspace_id = $1 AND conversation_id = $2`,
      values: [workspaceId, conversationId],
    });
    return rows[0]?.tokens ?? 0;
  }
}
