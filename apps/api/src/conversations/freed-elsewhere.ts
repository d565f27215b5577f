import type { FanOut } from '../fan-out/fan-out.ts';

/** How often a conversation is looked at that another process holds: while others tell when it is free, and while they cannot. Milliseconds. */
const LOOK_MS = 500;
const LOOK_ALONE_MS = 150;

/** Waits for conversations that other processes hold. */
export class FreedElsewhere {
  readonly #fanOut: FanOut;
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(fanOut: FanOut) {
    this.#fanOut = fanOut;
    fanOut.onSignal((signal) => {
      if (signal.kind === 'freed') for (const wake of this.#waiting.get(signal.conversationId) ?? []) wake();
    });
  }

  /** Resolves when it may be free: it was told so, or it is time to look. */
  async wait({ conversationId, mostMs }: { conversationId: string; mostMs: number }): Promise<void> {
    const waiting = this.#waiting.get(conversationId) ?? new Set();
    this.#waiting.set(conversationId, waiting);
    const unfollow = this.#fanOut.follow(conversationId);
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, Math.min(mostMs, this.#fanOut.prompt ? LOOK_MS : LOOK_ALONE_MS));
      waiting.add(wake);
    });
    unfollow();
    if (waiting.size === 0) this.#waiting.delete(conversationId);
  }
}
