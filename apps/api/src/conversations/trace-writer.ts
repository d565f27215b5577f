import type { RunTrace, TraceStore } from '@patchbay/db';
import type { StepTrace } from '@patchbay/runtime';
import type { Metrics } from '../platform/health/metrics.ts';
import type { Drainable } from '../platform/lifecycle/drainable.ts';
import type { Log } from '../platform/log.ts';

type Trace = Omit<RunTrace, 'steps'> & { steps: readonly StepTrace[] };

const WRITE_MS = 500;
/** Most that one statement writes: traces, characters. */
const MOST_TOGETHER = 500;
const MOST_CHARACTERS = 1024 * 1024;
/** Past it, traces are dropped: turns do not wait for them. */
const MOST_WAITING = 5_000;
const MOST_WAITING_CHARACTERS = 16 * 1024 * 1024;

/** Writes the traces of runs in batches, apart from the turns. A crash may cost the last half second. */
export class TraceWriter implements Drainable {
  readonly #store: TraceStore;
  readonly #metrics: Metrics;
  readonly #log: Log;
  // As text: objects that live for half a second are what a garbage collector likes least.
  #waiting: RunTrace[] = [];
  #characters = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(options: { store: TraceStore; metrics: Metrics; log: Log }) {
    this.#store = options.store;
    this.#metrics = options.metrics;
    this.#log = options.log;
  }

  add(trace: Trace): void {
    if (trace.steps.length === 0) return;
    if (this.#waiting.length >= MOST_WAITING || this.#characters >= MOST_WAITING_CHARACTERS)
      return this.#metrics.traceDropped.inc();
    const steps = JSON.stringify(trace.steps);
    this.#characters += steps.length;
    this.#waiting.push({ ...trace, steps });
    this.#timer ??= setTimeout(() => void this.#write(), WRITE_MS);
  }

  async drain(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#writing || this.#waiting.length > 0) await this.#write();
    clearTimeout(this.#timer);
  }

  async #write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
      this.#timer = this.#waiting.length > 0 ? setTimeout(() => void this.#write(), WRITE_MS) : undefined;
    });
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // What comes while a batch is written waits for the next round, so that batches stay large.
    for (let left = this.#waiting.length; left > 0; ) {
      const batch = this.#take(left);
      left -= batch.length;
      try {
        await this.#store.write(batch);
      } catch (error) {
        this.#metrics.traceDropped.inc(batch.length);
        this.#log.warn({ err: error }, 'Traces could not be written.');
        return;
      }
    }
  }

  /** The first of those that wait. */
  #take(most: number): RunTrace[] {
    let count = 0;
    let characters = 0;
    for (const { steps } of this.#waiting) {
      if (count > 0 && (count >= Math.min(most, MOST_TOGETHER) || characters + steps.length > MOST_CHARACTERS)) break;
      characters += steps.length;
      count += 1;
    }
    this.#characters -= characters;
    return this.#waiting.splice(0, count);
  }
}
