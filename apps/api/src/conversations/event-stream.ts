import type { FastifyReply } from 'fastify';
import { baseHeaders } from '../platform/http/secure-headers.ts';
import type { OutputItem } from './run-output.ts';
import type { StoredEvent } from './stored-event.ts';

/** What a reader may leave unread before its connection is closed; it comes back with `Last-Event-ID`. Bytes. */
const MOST_UNREAD = 1024 * 1024;

/** One `text/event-stream` response. */
export class EventStream {
  readonly #reply: FastifyReply;
  #lastSeq: number;
  #closed = false;
  readonly #onClose: (() => void)[] = [];

  constructor({ reply, lastSeq, status = 200 }: { reply: FastifyReply; lastSeq: number; status?: number }) {
    this.#reply = reply;
    this.#lastSeq = lastSeq;
    reply.hijack();
    reply.raw.on('close', () => this.#close());
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

  end(): void {
    if (!this.#closed) this.#reply.raw.end();
  }

  /** Breaks off, so that the reader knows that not all was said. */
  destroy(): void {
    this.#reply.raw.destroy();
  }

  #write(text: string): void {
    if (this.#closed) return;
    this.#reply.raw.write(text);
    if (this.#reply.raw.writableLength > MOST_UNREAD) this.destroy();
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const listener of this.#onClose) listener();
  }
}
