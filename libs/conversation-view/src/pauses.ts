interface Pause {
  /** How long it lasts. */
  milliseconds: number;
  /** How long it lasts at least, whoever wakes: what a server asked for. */
  leastMs?: number | undefined;
  signal: AbortSignal;
}

/** Pauses that end early when there is reason to try at once: the network is back, or the user asks. */
export class Pauses {
  readonly #wakes = new Set<() => void>();

  /** Resolves after the time, at `wake`, or when the signal aborts. */
  pause({ milliseconds, leastMs = 0, signal }: Pause): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const began = Date.now();
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.#wakes.delete(wake);
        resolve();
      };
      let timer = setTimeout(end, milliseconds);
      const wake = () => {
        clearTimeout(timer);
        timer = setTimeout(end, Math.max(0, began + leastMs - Date.now()));
      };
      signal.addEventListener('abort', end);
      this.#wakes.add(wake);
    });
  }

  wake(): void {
    for (const wake of this.#wakes) wake();
  }
}
