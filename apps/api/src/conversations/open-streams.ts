import type { Metrics } from '../platform/health/metrics.ts';
import type { Drainable } from '../platform/lifecycle/drainable.ts';
import type { Readiness } from '../platform/lifecycle/readiness.ts';
import type { EventStream } from './event-stream.ts';

const COMMENT_MS = 15_000;

/** The streams that are open: each hears a comment every 15 s, and those that follow a conversation end when the process does. */
export class OpenStreams implements Drainable {
  readonly #metrics: Metrics;
  readonly #streams = new Map<EventStream, NodeJS.Timeout>();
  readonly #following = new Set<EventStream>();

  constructor({ metrics, readiness }: { metrics: Metrics; readiness: Readiness }) {
    this.#metrics = metrics;
    // Readers come back to another process with jitter, while running turns are still answered here.
    readiness.onDrain(() => {
      for (const stream of this.#following) stream.end();
    });
  }

  /** `follows`: it has no end of its own. */
  add(stream: EventStream, { follows }: { follows: boolean }): void {
    if (stream.closed) return;
    this.#metrics.streams.inc();
    this.#streams.set(
      stream,
      setInterval(() => stream.comment(), COMMENT_MS),
    );
    if (follows) this.#following.add(stream);
    stream.onClose(() => {
      clearInterval(this.#streams.get(stream));
      this.#streams.delete(stream);
      this.#following.delete(stream);
      this.#metrics.streams.dec();
    });
  }

  drain(): Promise<void> {
    for (const stream of this.#streams.keys()) stream.end();
    return Promise.resolve();
  }
}
