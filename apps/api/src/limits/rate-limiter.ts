import { createHash } from 'node:crypto';
import type { CountChange } from '@patchbay/db';
import { LIMITS } from './limits.ts';
import type { Counting } from './shared-counts.ts';

export interface RateLimit {
  /** How many at once. */
  burst: number;
  /** How many a second in the long run. */
  perSecond: number;
}

interface Bucket {
  tokens: number;
  at: number;
  /** Taken here since it was last told. */
  untold: number;
}

/** What replicas told of one bucket within a window. */
interface Told {
  key: string;
  mine: number;
  others: number;
}

const SWEEP_AT = 50_000;
const WINDOW_MS = 60_000;

/** Token buckets in memory, by any text. What other replicas took of a bucket is taken of this one, too, once they have told. */
export class RateLimiter implements Counting {
  readonly #name: string;
  readonly #limit: RateLimit;
  readonly #clock: () => number;
  readonly #buckets = new Map<string, Bucket>();
  #told = new Map<string, Told>();
  #window = 0;

  constructor({
    name,
    limit,
    clock = () => performance.now(),
  }: { name: string; limit: RateLimit; clock?: () => number }) {
    this.#name = name;
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Takes one; gives 0, or the seconds after which one will be there. */
  take(key: string): number {
    const bucket = this.#bucket(key);
    if (bucket.tokens < 1) return (1 - bucket.tokens) / this.#limit.perSecond;
    bucket.tokens -= 1;
    bucket.untold += 1;
    return 0;
  }

  #bucket(key: string): Bucket {
    const now = this.#clock();
    const { burst, perSecond } = this.#limit;
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= SWEEP_AT) this.#sweep(now);
      bucket = { tokens: burst, at: now, untold: 0 };
      this.#buckets.set(key, bucket);
    }
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1_000) * perSecond);
    bucket.at = now;
    // Full again: what was taken of it before is forgotten everywhere.
    if (bucket.tokens === burst) bucket.untold = 0;
    return bucket;
  }

  // Only of buckets that run low: most never do, and cost nothing.
  changes(): CountChange[] {
    const window = Math.floor(Date.now() / WINDOW_MS);
    if (window !== this.#window) {
      this.#window = window;
      this.#told = new Map();
    }
    const changes: CountChange[] = [];
    for (const [key, bucket] of this.#buckets) {
      if (bucket.untold === 0 || changes.length >= LIMITS.sharing.most) continue;
      if (bucket.tokens > this.#limit.burst * LIMITS.sharing.below) continue;
      const name = `rate:${this.#name}:${window}:${createHash('sha256').update(key).digest('base64url').slice(0, 22)}`;
      changes.push({ name, amount: bucket.untold, seconds: (2 * WINDOW_MS) / 1_000 });
      const told = this.#told.get(name) ?? { key, mine: 0, others: 0 };
      told.mine += bucket.untold;
      this.#told.set(name, told);
      bucket.untold = 0;
    }
    return changes;
  }

  heard(totals: ReadonlyMap<string, number>): void {
    for (const [name, total] of totals) {
      const told = this.#told.get(name);
      if (!told) continue;
      const others = Math.max(told.others, total - told.mine);
      const bucket = this.#bucket(told.key);
      bucket.tokens = Math.max(-this.#limit.burst, bucket.tokens - (others - told.others));
      told.others = others;
    }
  }

  untaken(changes: readonly CountChange[]): void {
    for (const { name, amount } of changes) {
      const told = this.#told.get(name);
      if (!told) continue;
      told.mine -= amount;
      this.#bucket(told.key).untold += amount;
    }
  }

  // Full buckets say nothing that a new one would not.
  #sweep(now: number): void {
    const { burst, perSecond } = this.#limit;
    for (const [key, bucket] of this.#buckets)
      if (bucket.tokens + ((now - bucket.at) / 1_000) * perSecond >= burst) this.#buckets.delete(key);
  }
}
