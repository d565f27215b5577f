import { WORKER_ROLE } from '@patchbay/db';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tally } from '../tally.ts';
import type { Cluster } from './cluster.ts';

/** How often it looks, how long a lease lasts after it was extended last, and after how long without that its owner is taken for gone: a living one extends it each 800. Milliseconds. */
const LOOK_MS = 100;
const LEASE_MS = 3_000;
const STALE_MS = 1_500;

interface Held {
  id: string;
  untilMs: number;
}

/** Measures how long after a kill another process has what the killed one held, by what stands in the database. */
export class TakeoverWatch {
  readonly #cluster: Cluster;
  readonly #tally: Tally;
  /** Leases that nobody extends any more, by conversation. */
  #left: ReadonlyMap<string, number> = new Map();
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
      `SELECT r.conversation_id AS id, (extract(epoch FROM c.lease_until) * 1000)::float8 AS "untilMs"
       FROM run_state r JOIN conversation c ON c.workspace_id = r.workspace_id AND c.id = r.conversation_id
       WHERE c.lease_until IS NOT NULL`,
      [],
      { role: WORKER_ROLE },
    );
    const now = Date.now();
    const held = new Map(rows.map(({ id, untilMs }) => [id, untilMs]));
    // A run that was taken over has a newer lease, or has ended since.
    for (const [id, untilMs] of this.#left)
      if ((held.get(id) ?? Number.POSITIVE_INFINITY) > untilMs)
        this.#takenOver({ now, extendedMs: untilMs - LEASE_MS });
    this.#left = new Map([...held].filter(([, untilMs]) => now - (untilMs - LEASE_MS) > STALE_MS));
  }

  // The process whose run it was is the first that was killed after it extended the lease for the last time.
  #takenOver({ now, extendedMs }: { now: number; extendedMs: number }): void {
    const killedMs = this.#cluster.killedAtMs.find((at) => at >= extendedMs);
    if (killedMs !== undefined && killedMs <= now) this.#tally.sample('takeover after a kill', now - killedMs);
  }
}
