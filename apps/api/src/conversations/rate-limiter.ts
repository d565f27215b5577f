export interface RateLimit {
  /** How many at once. */
  burst: number;
  /** How many a second in the long run. */
  perSecond: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

const SWEEP_AT = 50_000;

/** Token buckets in memory, by any text. */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #clock: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(limit: RateLimit, clock: () => number = () => performance.now()) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Takes one; gives 0, or the seconds after which one will be there. */
  take(key: string): number {
    const now = this.#clock();
    const { burst, perSecond } = this.#limit;
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= SWEEP_AT) this.#sweep(now);
      bucket = { tokens: burst, at: now };
      this.#buckets.set(key, bucket);
    }
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1_000) * perSecond);
    bucket.at = now;
    if (bucket.tokens < 1) return (1 - bucket.tokens) / perSecond;
    bucket.tokens -= 1;
    return 0;
  }

  // Full buckets say nothing that a new one would not.
  #sweep(now: number): void {
    const { burst, perSecond } = this.#limit;
    for (const [key, bucket] of this.#buckets)
      if (bucket.tokens + ((now - bucket.at) / 1_000) * perSecond >= burst) this.#buckets.delete(key);
  }
}
