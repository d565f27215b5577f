/** Counts the different keys that were used lately, up to a number beyond which nobody asks. */
export class RecentKeys {
  readonly #most: number;
  readonly #forMs: number;
  /** In order of last use. */
  readonly #usedAt = new Map<string, number>();

  constructor(options: { most: number; forMs: number }) {
    this.#most = options.most;
    this.#forMs = options.forMs;
  }

  use(key: string): void {
    this.#usedAt.delete(key);
    this.#usedAt.set(key, performance.now());
    const oldest = this.#usedAt.keys().next();
    if (this.#usedAt.size > this.#most && !oldest.done) this.#usedAt.delete(oldest.value);
  }

  count(): number {
    const since = performance.now() - this.#forMs;
    let count = 0;
    for (const usedAt of this.#usedAt.values()) if (usedAt >= since) count += 1;
    return count;
  }
}
