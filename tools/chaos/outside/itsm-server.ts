import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random.ts';

/** What the other side knows of one step for one order. */
export interface Deeds {
  /** Requests that reached it. */
  requests: number;
  /** How often it was really done: a key that was seen before does nothing again, where the step goes by keys. */
  performed: number;
  keys: Set<string>;
  /** Requests whose connection was cut after the work and before the answer. */
  unanswered: number;
}

export interface ItsmManners {
  /** Longest time that an answer takes; each takes a part of it. Milliseconds. */
  slownessMs: number;
  /** Share of the requests that are carried out and never answered. */
  dies: number;
}

/** Steps whose name begins so go by the Idempotency-Key, as a good API does; all others do what they are told each time. */
const KEYED = /^keyed/;

/**
 * A ticket system of another company, over real HTTP: `POST /orders` with `{ id, step }` does something and counts it, `PUT /orders/<id>/<step>` sets something,
 * `GET /orders/<id>` tells what was done.
 */
export class ItsmServer {
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #orders = new Map<string, Map<string, Deeds>>();
  readonly #random: Random;
  manners: ItsmManners = { slownessMs: 0, dies: 0 };
  requests = 0;
  /** Called when a request has come in whole, before its work is done. */
  onRequest: (request: { id: string; step: string }) => void = () => undefined;
  #held: Promise<void> | undefined;

  private constructor(random: Random) {
    this.#random = random;
  }

  static async start({ random }: { random: Random }): Promise<ItsmServer> {
    const server = new ItsmServer(random);
    await new Promise<void>((resolve) => server.#server.listen({ port: 0, host: '127.0.0.1' }, resolve));
    return server;
  }

  get url(): string {
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('The ITSM server has no address.');
    return `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** From now on requests come in and wait, and their work is done when the returned function is called. */
  hold(): () => void {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    this.#held = held;
    return () => {
      if (this.#held === held) this.#held = undefined;
      release();
    };
  }

  /** What was done for an order, by step. */
  deedsOf(id: string): ReadonlyMap<string, Deeds> {
    return this.#orders.get(id) ?? new Map<string, Deeds>();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined);
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      const { id, step } = orderOf({ request, body: Buffer.concat(chunks).toString() });
      this.requests += 1;
      this.onRequest({ id, step });
      await this.#held;
      await sleep(this.#random.next() * this.manners.slownessMs);
      if (request.method === 'GET') return void json(response, { id, done: summaryOf(this.deedsOf(id)) });
      const number = this.#perform({ id, step, key: String(request.headers['idempotency-key'] ?? '') });
      if (this.#random.chance(this.manners.dies)) {
        this.#deeds({ id, step }).unanswered += 1;
        response.destroy();
        return;
      }
      json(response, { id, number });
    } catch {
      response.destroy();
    }
  }

  #perform({ id, step, key }: { id: string; step: string; key: string }): number {
    const deeds = this.#deeds({ id, step });
    deeds.requests += 1;
    if (!KEYED.test(step) || !deeds.keys.has(key)) deeds.performed += 1;
    deeds.keys.add(key);
    return deeds.performed;
  }

  #deeds({ id, step }: { id: string; step: string }): Deeds {
    const order = this.#orders.get(id) ?? new Map<string, Deeds>();
    this.#orders.set(id, order);
    const deeds = order.get(step) ?? { requests: 0, performed: 0, keys: new Set<string>(), unanswered: 0 };
    order.set(step, deeds);
    return deeds;
  }
}

function orderOf({ request, body }: { request: IncomingMessage; body: string }): { id: string; step: string } {
  const [, , id = '', step = ''] = (request.url ?? '').split('/');
  if (request.method !== 'POST') return { id, step };
  const order: { id: string; step: string } = JSON.parse(body);
  return order;
}

function summaryOf(deeds: ReadonlyMap<string, Deeds>): Record<string, number> {
  return Object.fromEntries([...deeds].map(([step, { performed }]) => [step, performed]));
}

function json(response: ServerResponse, value: unknown): void {
  if (!response.destroyed) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
