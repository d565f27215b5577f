import { MOST_PAYLOAD_BYTES } from '@patchbay/db';
import type { Log } from '../platform/log.ts';
import { Interests } from './interests.ts';
import { Outgoing } from './outgoing.ts';
import { packetsOf, readPacket, type Signal } from './signal.ts';
import type { Wire } from './wire.ts';

/** Signals wait so long for others to go with. Milliseconds. */
const GATHER_MS = 10;
/** How often others are told again what is followed here. Milliseconds. */
const FOLLOW_MS = 8_000;
/** How long what is said may take to come back. Milliseconds. */
const ECHO_MS = 3_000;
/** A process that said hello counts so long without being seen in the database. Milliseconds. */
const NEW_MS = 6_000;

interface FanOutOptions {
  /** Names this process. */
  id: string;
  wire: Wire;
  log: Log;
}

/**
 * Tells the other processes of this installation what happened here, and hears what happened there. Nothing is sent that nobody waits for: processes say
 * which conversations they follow, and a process that is alone says nothing at all.
 */
export class FanOut {
  readonly #options: FanOutOptions;
  readonly #interests = new Interests();
  readonly #outgoing = new Outgoing();
  readonly #listeners = new Set<(signal: Signal) => void>();
  /** Conversations that are followed here, by how many. */
  readonly #followed = new Map<string, number>();
  #peers: ReadonlySet<string> = new Set();
  readonly #new = new Map<string, number>();
  #gather: NodeJS.Timeout | undefined;
  #again: NodeJS.Timeout | undefined;
  #echo: NodeJS.Timeout | undefined;
  #echoed = false;
  #sending = false;
  #ended = false;

  constructor(options: FanOutOptions) {
    this.#options = options;
  }

  /** Whether what happens elsewhere is told at once; else a look into the database finds it. What this process said itself was heard here. */
  get prompt(): boolean {
    return this.#options.wire.up && this.#echoed;
  }

  /** Whether there are other processes. */
  get accompanied(): boolean {
    if (this.#peers.size > 0) return true;
    for (const [id, until] of this.#new) if (until < performance.now()) this.#new.delete(id);
    return this.#new.size > 0;
  }

  start(): void {
    this.#options.wire.start({ onPacket: (packet) => this.#hear(packet), onUp: () => this.#hello() });
    this.#again = setInterval(() => this.#tellFollowed(), FOLLOW_MS).unref();
  }

  async stop(): Promise<void> {
    if (this.#ended) return;
    clearInterval(this.#again);
    clearTimeout(this.#gather);
    clearTimeout(this.#echo);
    await this.#send();
    this.#ended = true;
    await this.#options.wire.stop();
  }

  /** The other processes, as the database knows them. */
  meet(peers: ReadonlySet<string>): void {
    const known = this.#peers;
    this.#peers = peers;
    if ([...peers].some((id) => !known.has(id))) this.#tellFollowed();
  }

  onSignal(listener: (signal: Signal) => void): void {
    this.#listeners.add(listener);
  }

  /** Whether another process follows the conversation. */
  wanted(conversationId: string): boolean {
    return this.#interests.has(conversationId);
  }

  /** Hears of a conversation from now on; gives the way to stop it. */
  follow(conversationId: string): () => void {
    const before = this.#followed.get(conversationId) ?? 0;
    this.#followed.set(conversationId, before + 1);
    if (before === 0) this.tell({ kind: 'follow', conversationIds: [conversationId] });
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const count = (this.#followed.get(conversationId) ?? 1) - 1;
      if (count > 0) this.#followed.set(conversationId, count);
      else this.#followed.delete(conversationId);
    };
  }

  /** Soon heard by all other processes, or lost. */
  tell(signal: Signal): void {
    if (!this.accompanied && signal.kind !== 'hello') return;
    if (!this.#options.wire.up || this.#ended) return;
    this.#outgoing.add(signal);
    this.#soon();
  }

  #hello(): void {
    this.#echoed = false;
    clearTimeout(this.#echo);
    this.#echo = setTimeout(() => this.#warnOfSilence(), ECHO_MS).unref();
    this.tell({ kind: 'hello' });
    this.#tellFollowed();
    // What was said while nothing was heard here is looked up.
    for (const listener of this.#listeners) listener({ kind: 'hello' });
  }

  // As through a pooler in transaction mode, which takes LISTEN and forgets it.
  #warnOfSilence(): void {
    if (this.#echoed || this.#ended) return;
    this.#options.log.warn(
      {},
      'Nothing is heard of what this process itself says: DATABASE_DIRECT_URL has to lead past any pooler. What happens on other replicas is looked up.',
    );
  }

  #tellFollowed(): void {
    if (this.#followed.size > 0) this.tell({ kind: 'follow', conversationIds: [...this.#followed.keys()] });
  }

  #soon(): void {
    if (!this.#sending) this.#gather ??= setTimeout(() => void this.#send(), GATHER_MS);
  }

  async #send(): Promise<void> {
    this.#gather = undefined;
    if (this.#sending || this.#outgoing.empty) return;
    const { wire, id, log } = this.#options;
    const packets = packetsOf({ from: id, signals: this.#outgoing.take(), mostBytes: MOST_PAYLOAD_BYTES });
    this.#sending = true;
    await wire.send(packets).catch((error: unknown) => log.debug({ err: error }, 'Signals were lost.'));
    this.#sending = false;
    if (!this.#outgoing.empty) this.#soon();
  }

  #hear(text: string): void {
    const packet = readPacket(text);
    if (packet?.from === this.#options.id) this.#echoed = true;
    if (!packet || packet.from === this.#options.id) return;
    for (const signal of packet.signals) {
      if (signal.kind === 'hello') {
        this.#new.set(packet.from, performance.now() + NEW_MS);
        this.#tellFollowed();
      } else if (signal.kind === 'follow') {
        if (!this.#peers.has(packet.from)) this.#new.set(packet.from, performance.now() + NEW_MS);
        this.#interests.add(signal.conversationIds);
      } else for (const listener of this.#listeners) listener(signal);
    }
  }
}
