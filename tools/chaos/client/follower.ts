import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random.ts';
import type { ChatEvent } from './chat-event.ts';
import { exchange } from './exchange.ts';
import type { Connection, Shown } from './history.ts';

/** Pauses before a reader comes back. Milliseconds. */
const LEAST_PAUSE_MS = 20;
const MOST_PAUSE_MS = 250;

/** Reads a conversation's stream, comes back where it was whenever that breaks, and records each connection. */
export class Follower {
  readonly connections: Connection[] = [];
  /** Kept events that it was shown, each once. */
  readonly events: ChatEvent[] = [];
  readonly #options: { port: () => number; path: string; token: string; random: Random };
  readonly #control = new AbortController();
  readonly #done: Promise<void>;
  readonly #listeners = new Set<(item: Shown) => void>();
  #lastSeq = 0;

  constructor(options: { port: () => number; path: string; token: string; random: Random }) {
    this.#options = options;
    this.#done = this.#run();
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Hears all that is shown from now on; gives the way to stop it. */
  onItem(listener: (item: Shown) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves with the first kept event that fits, of those that were shown already too; undefined when the time is over. */
  until({ fits, withinMs }: { fits: (event: ChatEvent) => boolean; withinMs: number }): Promise<ChatEvent | undefined> {
    const found = this.events.find(fits);
    if (found) return Promise.resolve(found);
    return new Promise((resolve) => {
      const end = (event: ChatEvent | undefined) => {
        clearTimeout(timer);
        forget();
        resolve(event);
      };
      const timer = setTimeout(() => end(undefined), withinMs);
      const forget = this.onItem(({ event }) => {
        if (event.seq !== undefined && fits(event)) end(event);
      });
    });
  }

  /** Resolves when it has been shown everything up to an event; false when the time is over. */
  async reaches({ seq, withinMs }: { seq: number; withinMs: number }): Promise<boolean> {
    const end = Date.now() + withinMs;
    while (this.#lastSeq < seq && Date.now() < end) await sleep(20);
    return this.#lastSeq >= seq;
  }

  async stop(): Promise<void> {
    this.#control.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { port, path, token, random } = this.#options;
    const { signal } = this.#control;
    while (!signal.aborted) {
      const { connection } = await exchange({
        port: port(),
        path: `${path}/events`,
        form: 'stream',
        after: this.#lastSeq,
        headers: {
          authorization: `Bearer ${token}`,
          ...(this.#lastSeq > 0 ? { 'last-event-id': String(this.#lastSeq) } : {}),
        },
        onItem: (item) => this.#take(item),
        signal,
      });
      this.connections.push(connection);
      if (!signal.aborted) await sleep(random.between(LEAST_PAUSE_MS, MOST_PAUSE_MS));
    }
  }

  #take(item: Shown): void {
    const { seq } = item.event;
    if (seq !== undefined && seq > this.#lastSeq) {
      this.#lastSeq = seq;
      this.events.push(item.event);
    }
    for (const listener of this.#listeners) listener(item);
  }
}
