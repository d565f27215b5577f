import type { DraftMember, DraftNews, Presence } from '@patchbay/api-contract';
import { LIMITS } from '../limits/limits.ts';
import { RateLimiter } from '../limits/rate-limiter.ts';
import type { WebSocket } from './socket-server.ts';
import type { Principal } from '../platform/access/authenticator.ts';

const NOWHERE: Presence = { cursor: null, selection: [], field: null };

/** One tab that has a draft open. */
export class DraftSocket {
  readonly id: string;
  readonly principal: Principal;
  /** The newest revision that was sent. */
  known = 0;
  /** Whether it may send operations. */
  writes: boolean;
  /** Whether it said hello, and so takes part. */
  joined = false;
  presence: Presence = NOWHERE;
  readonly #socket: WebSocket;
  readonly #rate = new RateLimiter({ name: 'draftMessages', limit: LIMITS.together.messages });
  #queue: Promise<void> = Promise.resolve();
  #queued = 0;
  #alive = true;

  constructor({
    id,
    principal,
    writes,
    socket,
  }: {
    id: string;
    principal: Principal;
    writes: boolean;
    socket: WebSocket;
  }) {
    this.id = id;
    this.principal = principal;
    this.writes = writes;
    this.#socket = socket;
    socket.on('pong', () => {
      this.#alive = true;
    });
  }

  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  get closed(): boolean {
    return this.#socket.readyState === this.#socket.CLOSED;
  }

  get member(): DraftMember {
    const { id, principal, writes, presence } = this;
    return { id, userId: principal.id, name: principal.name, writes, presence };
  }

  send(news: DraftNews): void {
    this.sendText(JSON.stringify(news));
  }

  /** Who reads too slowly is cut off, and catches up when they are back. What may be `lost` is not sent to who is behind. */
  sendText(text: string, { lost = false }: { lost?: boolean } = {}): void {
    if (!this.open) return;
    const { bufferedAmount } = this.#socket;
    if (lost && bufferedAmount > LIMITS.together.busyBytes) return;
    if (bufferedAmount > LIMITS.together.mostBufferedBytes) return this.#socket.terminate();
    this.#socket.send(text);
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /** False when it was asked before and did not answer since. */
  beat(): boolean {
    if (!this.#alive) return false;
    this.#alive = false;
    this.#socket.ping();
    this.send({ type: 'beat' });
    return true;
  }

  /** Takes one of the messages that it may send; false when it sends too many. */
  takes(): boolean {
    return this.#rate.take('') === 0;
  }

  /** Works on what it sends one after another; false when too much waits already. */
  enqueue(work: () => Promise<void>): boolean {
    if (this.#queued >= LIMITS.together.mostQueued) return false;
    this.#queued += 1;
    this.#queue = this.#queue.then(work).finally(() => {
      this.#queued -= 1;
    });
    return true;
  }

  /** Resolves when what it has sent is worked off. */
  settled(): Promise<void> {
    return this.#queue;
  }
}
