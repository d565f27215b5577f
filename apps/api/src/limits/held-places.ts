/** Counts what is held at once by each key, up to so many. */
export class HeldPlaces {
  readonly #most: number;
  readonly #held = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a place; gives what gives it back, once, or undefined where the key holds as many as it may. */
  take(key: string): (() => void) | undefined {
    const held = this.#held.get(key) ?? 0;
    if (held >= this.#most) return undefined;
    this.#held.set(key, held + 1);
    let returned = false;
    return () => {
      if (returned) return;
      returned = true;
      const left = (this.#held.get(key) ?? 1) - 1;
      if (left > 0) this.#held.set(key, left);
      else this.#held.delete(key);
    };
  }
}
