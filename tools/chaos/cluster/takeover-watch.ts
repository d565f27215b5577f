import { setTimeout as sleep } from 'node:timers/promises';
import type { Tally } from '../tally.ts';
import type { Cluster } from './cluster.ts';

/** How often it looks, and how long a lease lasts after it was extended last. Milliseconds. */
const LOOK_MS = 100;
const LEASE_MS = 3_000;

interface Held {
  id: string;
  resumes: number;
  untilMs: number;
}

/** Measures how long after a kill another process has what the killed one held, by what stands in the database. */
export class TakeoverWatch {
  readonly #cluster: Cluster;
  readonly #tally: Tally;
  readonly #seen = new Map<string, Held>();
  readonly #done: Promise<void>;
  #ended = false;

  constructor({ cluster, tally }: { cluster: Cluster; tally: Tally }) {
    this.#cluster = cluster;
    this.#tally = tally;
    this.#done = this.#run();
  }

  async stop(): Promise<void> {
    this.#ended = true;
    await this.#done;
  }

  async #run(): Promise<void> {
    while (!this.#ended) {
      await this.#look().catch(() => undefined);
      await sleep(LOOK_MS);
    }
  }

  async #look(): Promise<void> {
    const rows = await this.#cluster.database.query<Held>(
      `SELECT r.conversation_id AS id, r.resumes, (extract(epoch FROM c.lease_until) * 1000)::float8 AS "untilMs"
       FROM run_state r JOIN conversation c ON c.workspace_id = r.workspace_id AND c.id = r.conversation_id
       WHERE c.lease_until IS NOT NULL`,
    );
    const now = Date.now();
    const before = new Map(this.#seen);
    this.#seen.clear();
    for (const row of rows) {
      this.#seen.set(row.id, row);
      const old = before.get(row.id);
      if (old && row.resumes > old.resumes) this.#takenOver({ now, extendedMs: old.untilMs - LEASE_MS });
    }
  }

  // The process whose run it was is the first that was killed after it extended the lease for the last time.
  #takenOver({ now, extendedMs }: { now: number; extendedMs: number }): void {
    const killedMs = this.#cluster.killedAtMs.find((at) => at >= extendedMs);
    if (killedMs !== undefined && killedMs <= now) this.#tally.sample('takeover after a kill', now - killedMs);
  }
}
