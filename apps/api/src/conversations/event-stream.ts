import type { FastifyReply } from 'fastify';
import { baseHeaders } from '../platform/http/secure-headers.ts';
import type { OutputItem } from './run-output.ts';
import type { StoredEvent } from './stored-event.ts';

/** How long readers wait before they come back to another process: so that not all come at once. Milliseconds. */
const BACK_MS = 300;
const BACK_WITHIN_MS = 2_000;

/** One `text/event-stream` response. */
export class EventStream {
  readonly #reply: FastifyReply;
  #lastSeq: number;
  #closed = false;
  readonly #onClose: (() => void)[] = [];
  readonly #mostUnread: () => number;
  #corked = false;

  /** `mostUnread`: what the reader may leave unread before its connection is closed, in bytes; it comes back with `Last-Event-ID`. */
  constructor(options: { reply: FastifyReply; lastSeq: number; status?: number; mostUnread: () => number }) {
    const { reply, lastSeq, status = 200 } = options;
    this.#reply = reply;
    this.#lastSeq = lastSeq;
    this.#mostUnread = options.mostUnread;
    reply.hijack();
    reply.raw.on('close', () => this.#close());
    this.#cork();
    reply.raw.writeHead(status, {
      ...baseHeaders,
      'x-request-id': reply.request.id,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    reply.raw.flushHeaders();
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Bytes that wait in this process for the reader. */
  get unread(): number {
    return this.#closed ? 0 : this.#reply.raw.writableLength;
  }

  /** Calls the listener once, when either side has ended it. */
  onClose(listener: () => void): void {
    if (this.#closed) listener();
    else this.#onClose.push(listener);
  }

  item(item: OutputItem): void {
    if (item.kind === 'kept') this.kept([item.event]);
    else this.live(item.json);
  }

  /** Events that this reader has not had yet; the others are left out. */
  kept(events: readonly StoredEvent[]): void {
    let text = '';
    for (const { seq, json } of events) {
      if (seq <= this.#lastSeq) continue;
      this.#lastSeq = seq;
      text += `id: ${seq}\ndata: ${json}\n\n`;
    }
    if (text) this.#write(text);
  }

  live(json: string): void {
    this.#write(`data: ${json}\n\n`);
  }

  comment(): void {
    this.#write(': still here\n\n');
  }

  /** Resolves when the reader has taken what was written, or is gone. */
  async drained(): Promise<void> {
    if (this.#closed || !this.#reply.raw.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      this.#reply.raw.once('drain', resolve);
      this.onClose(resolve);
    });
  }

  end(): void {
    if (!this.#closed) this.#reply.raw.end();
  }

  /** Ends, and tells the reader to come back: another process goes on. */
  goodbye(): void {
    const milliseconds = Math.round(BACK_MS + Math.random() * BACK_WITHIN_MS);
    this.#write(`retry: ${milliseconds}\n: come back\n\n`);
    this.end();
  }

  /** Breaks off, so that the reader knows that not all was said. */
  destroy(): void {
    this.#reply.raw.destroy();
  }

  // What is already there counts, not what comes: one large event alone cuts nobody off.
  #write(text: string): void {
    if (this.#closed || this.#reply.raw.writableEnded) return;
    if (this.unread > this.#mostUnread()) return this.destroy();
    this.#cork();
    this.#reply.raw.write(text);
  }

  // What is told in one go leaves in one go. The end of the response sends all that is there.
  #cork(): void {
    const { socket } = this.#reply.raw;
    if (this.#corked || !socket) return;
    this.#corked = true;
    socket.cork();
    setImmediate(() => {
      this.#corked = false;
      socket.uncork();
    });
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const listener of this.#onClose) listener();
  }
}
