import { setTimeout as sleep } from 'node:timers/promises';
import type { JobStore } from '@patchbay/db';
import { RoundStopped } from './round-stopped.ts';

/** A batch is followed by a pause of so many times its own length, so that turns have the database to themselves most of the time. */
const PAUSES = 2;
const LONGEST_PAUSE_MS = 500;

/** Lets the batches of a round follow each other, as long as the round is this process's to run. */
export class Pace {
  readonly #options: { jobs: JobStore; name: string; owner: string; takeMs: number; stopped: () => boolean };
  #extendedAt = performance.now();

  constructor(options: { jobs: JobStore; name: string; owner: string; takeMs: number; stopped: () => boolean }) {
    this.#options = options;
  }

  /** Throws `RoundStopped` when the process is to end, or the job went to another one. */
  async batch<Result>(work: () => Promise<Result>): Promise<Result> {
    const { jobs, stopped, ...place } = this.#options;
    if (stopped()) throw new RoundStopped();
    if (performance.now() - this.#extendedAt > place.takeMs / 4) {
      if (!(await jobs.extend(place))) throw new RoundStopped();
      this.#extendedAt = performance.now();
    }
    const began = performance.now();
    const result = await work();
    await sleep(Math.min(LONGEST_PAUSE_MS, PAUSES * (performance.now() - began)));
    return result;
  }

  /** Repeats batches, each from where the one before ended; gives how many rows they removed. */
  async through<Cursor>(
    work: (after: Cursor | null) => Promise<{ rows: number; next: Cursor | null }>,
  ): Promise<number> {
    let rows = 0;
    let after: Cursor | null = null;
    do {
      const from: Cursor | null = after;
      const done: { rows: number; next: Cursor | null } = await this.batch(() => work(from));
      rows += done.rows;
      after = done.next;
    } while (after !== null);
    return rows;
  }
}
