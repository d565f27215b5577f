import { NodeError } from '@patchbay/node-kit';

interface Kept<Value> {
  value: Value;
  at: number;
}

export interface KeptValuesOptions {
  /** How long a value counts. Milliseconds; 0 keeps none. */
  freshMs: number;
  /** How much longer it stands in while its store cannot be asked. */
  staleMs: number;
  /** How long a failure counts. */
  failureMs: number;
  most: number;
  now?: () => number;
}

/** Values that were fetched, for a time, up to a number of them: the one that was not used for longest goes first. Each is asked for once at a time. */
export class KeptValues<Value> {
  readonly #options: Required<KeptValuesOptions>;
  readonly #kept = new Map<string, Kept<Value>>();
  readonly #failed = new Map<string, Kept<unknown>>();
  readonly #asked = new Map<string, Promise<Value>>();

  constructor(options: KeptValuesOptions) {
    this.#options = { now: () => performance.now(), ...options };
  }

  get({ key, ask }: { key: string; ask: () => Promise<Value> }): Promise<Value> {
    const { freshMs, failureMs, now } = this.#options;
    const known = this.#kept.get(key);
    if (known && now() - known.at < freshMs) {
      this.#put({ map: this.#kept, key, kept: known });
      return Promise.resolve(known.value);
    }
    const failed = this.#failed.get(key);
    if (failed && now() - failed.at < failureMs) return this.#instead({ key, error: failed.value });
    const open = this.#asked.get(key);
    if (open) return open;
    const asked = this.#ask({ key, ask }).finally(() => this.#asked.delete(key));
    this.#asked.set(key, asked);
    return asked;
  }

  /** How many are kept. */
  get size(): number {
    return this.#kept.size;
  }

  async #ask({ key, ask }: { key: string; ask: () => Promise<Value> }): Promise<Value> {
    const at = this.#options.now();
    try {
      const value = await ask();
      this.#failed.delete(key);
      this.#put({ map: this.#kept, key, kept: { value, at } });
      return value;
    } catch (error) {
      this.#put({ map: this.#failed, key, kept: { value: error, at } });
      return this.#instead({ key, error });
    }
  }

  /** What stands in for a failure: the last value while the store is away; nothing where the store said no. */
  async #instead({ key, error }: { key: string; error: unknown }): Promise<Value> {
    const { freshMs, staleMs, now } = this.#options;
    const known = this.#kept.get(key);
    const away = error instanceof NodeError && error.code === 'connection.store_unavailable';
    if (known && away && freshMs > 0 && now() - known.at < freshMs + staleMs) return known.value;
    this.#kept.delete(key);
    throw error;
  }

  #put<Item>({ map, key, kept }: { map: Map<string, Kept<Item>>; key: string; kept: Kept<Item> }): void {
    map.delete(key);
    map.set(key, kept);
    for (const oldest of map.keys()) {
      if (map.size <= this.#options.most) break;
      map.delete(oldest);
    }
  }
}
