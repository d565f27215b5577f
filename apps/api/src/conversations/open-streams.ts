import type { FastifyReply } from 'fastify';
import type { Metrics } from '../platform/health/metrics.ts';
import { problems } from '../platform/http/problems.ts';
import { leaveAdmission } from '../platform/http/admission.ts';
import type { Drainable } from '../platform/lifecycle/drainable.ts';
import type { Readiness } from '../platform/lifecycle/readiness.ts';
import { EventStream } from './event-stream.ts';

/** How often a stream hears a comment. A reader that has taken nothing from one to the next but one is gone. Milliseconds. */
const COMMENT_MS = 15_000;
/** Streams of one process; what all readers together may leave unread, and each: a share of it within these. Bytes. */
const MOST_STREAMS = 10_000;
const MOST_UNREAD = 64 * 1024 * 1024;
const LEAST_SHARE = 16 * 1024;
const MOST_SHARE = 1024 * 1024;

/** The streams that are open: each hears a comment every 15 s, readers that do not read are cut off, and those that follow a conversation end when the process does. */
export class OpenStreams implements Drainable {
  readonly #metrics: Metrics;
  readonly #streams = new Map<EventStream, { timer: NodeJS.Timeout; behind: boolean }>();
  readonly #following = new Set<EventStream>();

  constructor({ metrics, readiness }: { metrics: Metrics; readiness: Readiness }) {
    this.#metrics = metrics;
    // Readers come back to another process with jitter, while running turns are still answered here.
    readiness.onDrain(() => {
      for (const stream of this.#following) stream.goodbye();
    });
  }

  /** Begins a stream; throws 503 when there are too many. `follows`: it has no end of its own. `lastSeq`: what its reader has had. */
  open(options: { reply: FastifyReply; lastSeq: number; status?: number; follows: boolean }): EventStream {
    if (this.#streams.size >= MOST_STREAMS)
      throw problems.unavailable({ seconds: 5, message: 'Too many streams are open. Try again in a moment.' });
    const stream = new EventStream({ ...options, mostUnread: () => this.#share });
    this.#add({ stream, follows: options.follows });
    if (options.follows) leaveAdmission(options.reply.raw);
    return stream;
  }

  drain(): Promise<void> {
    for (const stream of this.#streams.keys()) stream.goodbye();
    return Promise.resolve();
  }

  get #share(): number {
    return Math.min(MOST_SHARE, Math.max(LEAST_SHARE, MOST_UNREAD / this.#streams.size));
  }

  #add({ stream, follows }: { stream: EventStream; follows: boolean }): void {
    if (stream.closed) return;
    this.#metrics.streams.inc();
    const timer = setInterval(() => this.#comment(stream), COMMENT_MS);
    this.#streams.set(stream, { timer, behind: false });
    if (follows) this.#following.add(stream);
    stream.onClose(() => {
      clearInterval(timer);
      this.#streams.delete(stream);
      this.#following.delete(stream);
      this.#metrics.streams.dec();
    });
  }

  #comment(stream: EventStream): void {
    const state = this.#streams.get(stream);
    if (!state) return;
    const behind = stream.unread > 0;
    if (behind && state.behind) return stream.destroy();
    state.behind = behind;
    stream.comment();
  }
}
