/** Told again each 8 s, an interest outlives one that was lost. Milliseconds. */
const INTEREST_MS = 20_000;
const MOST = 100_000;

/** Conversations that other processes follow, for a while each. */
export class Interests {
  readonly #until = new Map<string, number>();

  has(conversationId: string): boolean {
    if (this.#until.size === 0) return false;
    const until = this.#until.get(conversationId);
    if (until === undefined) return false;
    if (until > performance.now()) return true;
    this.#until.delete(conversationId);
    return false;
  }

  add(conversationIds: readonly string[]): void {
    const now = performance.now();
    for (const id of conversationIds) {
      this.#until.delete(id);
      this.#until.set(id, now + INTEREST_MS);
    }
    // In the order in which they were told last: those that are over come first.
    for (const [id, until] of this.#until) {
      if (until > now && this.#until.size <= MOST) return;
      this.#until.delete(id);
    }
  }
}
