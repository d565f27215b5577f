import type { CountChange, SharedCountStore } from '@patchbay/db';
import type { Log } from '../platform/log.ts';
import { LIMITS } from './limits.ts';

/** Somebody who counts: gives what it counted since it was last asked, and hears what all replicas counted. */
export interface Counting {
  changes(): readonly CountChange[];
  heard(totals: ReadonlyMap<string, number>): void;
  /** What was taken could not be added: it is counted again. */
  untaken(changes: readonly CountChange[]): void;
}

const CLEAN_EVERY = 300;

/** Brings what replicas count together: one statement at most each second, none when there is nothing to tell. No turn waits for it. */
export class SharedCounts {
  readonly #store: SharedCountStore;
  readonly #log: Log;
  readonly #counting: Counting[] = [];
  #timer: NodeJS.Timeout | undefined;
  #rounds = 0;

  constructor({ store, log }: { store: SharedCountStore; log: Log }) {
    this.#store = store;
    this.#log = log;
  }

  add(counting: Counting): void {
    this.#counting.push(counting);
  }

  start(): void {
    const round = () =>
      this.round()
        .catch((error: unknown) =>
          this.#log.warn({ err: error }, 'Counts could not be shared; they are kept and tried again.'),
        )
        .finally(() => {
          if (this.#timer) this.#timer = setTimeout(round, LIMITS.sharing.everyMs).unref();
        });
    this.#timer = setTimeout(round, LIMITS.sharing.everyMs).unref();
  }

  /** One exchange. */
  async round(): Promise<void> {
    const taken = this.#counting.map((one) => one.changes());
    const changes = taken.flat();
    if (changes.length === 0) return;
    try {
      const totals = await this.#store.add(changes);
      for (const one of this.#counting) one.heard(totals);
    } catch (error) {
      for (const [index, one] of this.#counting.entries()) one.untaken(taken[index] ?? []);
      throw error;
    }
    this.#rounds += 1;
    if (this.#rounds % CLEAN_EVERY === 1) await this.#store.removeExpired();
  }

  async drain(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.round().catch(() => undefined);
  }
}
