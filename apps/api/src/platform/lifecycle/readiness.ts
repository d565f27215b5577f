/** Whether the process takes traffic. It stops being ready as soon as it is asked to end. */
export class Readiness {
  #draining = false;
  readonly #listeners = new Set<() => void>();

  get draining(): boolean {
    return this.#draining;
  }

  drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    for (const listener of this.#listeners) listener();
  }

  /** Called once, when draining begins. */
  onDrain(listener: () => void): void {
    this.#listeners.add(listener);
  }
}
