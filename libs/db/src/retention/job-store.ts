import type { HotPool } from '../hot-pool.ts';

export interface JobPlace {
  name: string;
  /** Names the process. */
  owner: string;
}

/** Jobs that run now and then in one process at a time, whichever comes first. A row says whose it is; nothing is kept in a session. */
export class JobStore {
  readonly #pool: HotPool;

  constructor(pool: HotPool) {
    this.#pool = pool;
  }

  /** Takes a job that is due and in nobody's hands, or in those of a process that has said nothing for `takeMs`. */
  async take({ name, owner, takeMs }: JobPlace & { takeMs: number }): Promise<boolean> {
    const { rowCount } = await this.#pool.query({
      text: `INSERT INTO job AS j (name, due_at, owner, taken_until, began_at)
        VALUES ($1, clock_timestamp(), $2, clock_timestamp() + $3 * interval '1 millisecond', clock_timestamp())
        ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, taken_until = excluded.taken_until, began_at = excluded.began_at
        WHERE j.due_at <= clock_timestamp() AND (j.taken_until IS NULL OR j.taken_until < clock_timestamp())`,
      values: [name, owner, takeMs],
    });
    return rowCount === 1;
  }

  /** Says that it is still at it. False when it was away for too long, and another process may have taken it. */
  async extend({ name, owner, takeMs }: JobPlace & { takeMs: number }): Promise<boolean> {
    const { rowCount } = await this.#pool.query({
      text: `UPDATE job SET taken_until = clock_timestamp() + $3 * interval '1 millisecond'
        WHERE name = $1 AND owner = $2 AND taken_until > clock_timestamp()`,
      values: [name, owner, takeMs],
    });
    return rowCount === 1;
  }

  /** Lets go of it until it is due again. */
  async end({
    name,
    owner,
    againInMs,
    failure,
  }: JobPlace & { againInMs: number; failure: string | null }): Promise<void> {
    await this.#pool.query({
      text: `UPDATE job SET owner = NULL, taken_until = NULL, ended_at = clock_timestamp(), failure = $4,
          due_at = clock_timestamp() + $3 * interval '1 millisecond'
        WHERE name = $1 AND owner = $2`,
      values: [name, owner, againInMs, failure],
    });
  }
}
