import { createClient } from '@redis/client';
import type { Log } from '../platform/log.ts';
import type { Wire, WireListener } from './wire.ts';

const CONNECT_MS = 2_000;
const LONGEST_AGAIN_MS = 2_000;
const PING_MS = 5_000;
const MOST_COMMANDS = 1_000;

/** PUBLISH and SUBSCRIBE of a Redis server. Nothing is stored there, so that nothing is lost with it. */
export class RedisWire implements Wire {
  readonly #channel: () => Promise<string>;
  readonly #log: Log;
  readonly #publisher: ReturnType<typeof connection>;
  readonly #subscriber: ReturnType<typeof connection>;
  #name: string | undefined;
  #subscribed = false;
  #told = false;
  #ended = false;

  /** `installation`: names it among others on the same server. */
  constructor({ url, installation, log }: { url: string; installation: () => Promise<string>; log: Log }) {
    this.#channel = installation;
    this.#log = log;
    this.#publisher = connection(url);
    this.#subscriber = connection(url);
  }

  get up(): boolean {
    return this.#subscribed && this.#publisher.isReady && this.#subscriber.isReady;
  }

  start(listener: WireListener): void {
    for (const client of [this.#publisher, this.#subscriber]) {
      client.on('error', (error: unknown) => this.#lost(error));
      client.on('ready', () => this.#ready(listener));
      void client.connect().catch((error: unknown) => this.#lost(error));
    }
    void this.#subscribe(listener);
  }

  async send(packets: readonly string[]): Promise<void> {
    const channel = this.#name;
    if (!this.up || channel === undefined) throw new Error('Redis is away.');
    await Promise.all(packets.map((packet) => this.#publisher.publish(channel, packet)));
  }

  stop(): Promise<void> {
    this.#ended = true;
    for (const client of [this.#publisher, this.#subscriber]) if (client.isOpen) client.destroy();
    return Promise.resolve();
  }

  // The client subscribes again by itself after each reconnection; only the first time is ours.
  async #subscribe(listener: WireListener): Promise<void> {
    while (!this.#ended && !this.#subscribed) {
      try {
        if (!this.#subscriber.isReady) throw new Error('Redis is away.');
        this.#name ??= `patchbay:${await this.#channel()}`;
        await this.#subscriber.subscribe(this.#name, (packet) => listener.onPacket(packet));
        this.#subscribed = true;
        this.#ready(listener);
      } catch {
        await new Promise<void>((resolve) => setTimeout(resolve, 100).unref());
      }
    }
  }

  #ready(listener: WireListener): void {
    if (!this.up) return;
    if (this.#told) this.#log.info({}, 'Redis is back.');
    this.#told = false;
    listener.onUp();
  }

  // Once an outage.
  #lost(error: unknown): void {
    if (this.#told || this.#ended) return;
    this.#told = true;
    this.#log.warn({ err: error }, 'Redis is away: what happens on other replicas is looked up in the database.');
  }
}

function connection(url: string) {
  return createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    commandsQueueMaxLength: MOST_COMMANDS,
    pingInterval: PING_MS,
    socket: {
      connectTimeout: CONNECT_MS,
      reconnectStrategy: (attempts) =>
        Math.min(LONGEST_AGAIN_MS, 50 * 2 ** Math.min(10, attempts)) * (0.5 + Math.random()),
    },
  });
}
