import type { RunTrace, TraceStore } from '@patchbay/db';
import type { StepTrace } from '@patchbay/runtime';
import type { Metrics } from '../platform/health/metrics.ts';
import type { Drainable } from '../platform/lifecycle/drainable.ts';
import type { Log } from '../platform/log.ts';

type Trace = Omit<RunTrace, 'steps'> & { steps: readonly StepTrace[] };

const WRITE_MS = 500;
const BATCH = 200;
/** Past it, traces are dropped: turns do not wait for them. */
const MOST_WAITING = 5_000;

/** Writes the traces of runs in batches, apart from the turns. A crash may cost the last half second. */
export class TraceWriter implements Drainable {
  readonly #store: TraceStore;
  readonly #metrics: Metrics;
  readonly #log: Log;
  #waiting: Trace[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(options: { store: TraceStore; metrics: Metrics; log: Log }) {
    this.#store = options.store;
    this.#metrics = options.metrics;
    this.#log = options.log;
  }

  add(trace: Trace): void {
    if (trace.steps.length === 0) return;
    if (this.#waiting.length >= MOST_WAITING) return this.#metrics.traceDropped.inc();
    this.#waiting.push(trace);
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
    const rounds = Math.ceil(this.#waiting.length / BATCH);
    for (let round = 0; round < rounds; round++) {
      const batch = this.#waiting.splice(0, BATCH);
      const rows = batch.map((trace) => ({ ...trace, steps: JSON.stringify(trace.steps) }));
      try {
        await this.#store.write(rows);
      } catch (error) {
        this.#metrics.traceDropped.inc(batch.length);
        this.#log.warn({ err: error }, 'Traces could not be written.');
        return;
      }
    }
  }
}
