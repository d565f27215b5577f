/** Whether the process takes traffic. It stops being ready as soon as it is asked to end. */
export class Readiness {
  #draining = false;
  readonly #listeners = new Set<() => void>();
  readonly #warnings: (() => Promise<string | undefined>)[] = [];

  get draining(): boolean {
    return this.#draining;
  }

  drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    for (const listener of this.#listeners) listener();
  }

  /** Something that leaves the process ready but should be known: the source gives a sentence, or undefined while all is well. It must not throw. */
  warn(source: () => Promise<string | undefined>): void {
    this.#warnings.push(source);
  }

  async warnings(): Promise<string[]> {
    const told = await Promise.all(this.#warnings.map((source) => source()));
    return told.filter((warning) => warning !== undefined);
  }

  /** Called once, when draining begins. */
  onDrain(listener: () => void): void {
    this.#listeners.add(listener);
  }
}
