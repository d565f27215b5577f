/** A map of bounded size: what was not used for longest goes first. */
export class LeastRecent<Value> {
  readonly #most: number;
  readonly #values = new Map<string, Value>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    // Moved to the end only when the map is more than half full: until then nothing is near to going.
    if (value !== undefined && this.#values.size * 2 > this.#most) {
      this.#values.delete(key);
      this.#values.set(key, value);
    }
    return value;
  }

  set(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.#most) {
      for (const oldest of this.#values.keys()) {
        this.#values.delete(oldest);
        break;
      }
    }
  }

  deleteWhere(fits: (value: Value) => boolean): void {
    for (const [key, value] of this.#values) if (fits(value)) this.#values.delete(key);
  }

  delete(key: string): void {
    this.#values.delete(key);
  }
}
