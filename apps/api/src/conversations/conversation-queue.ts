/** Gives the place free. Calling it twice does no harm. */
export type Release = () => void;

const MOST_WAITING = 20;

/** Lets one run at a time into each conversation of this process, in the order in which they came. */
export class ConversationQueue {
  readonly #waiting = new Map<string, (() => void)[]>();

  /** Enters when nobody is inside. */
  tryEnter(conversationId: string): Release | undefined {
    if (this.#waiting.has(conversationId)) return undefined;
    this.#waiting.set(conversationId, []);
    return this.#release(conversationId);
  }

  /** Waits for its turn; undefined when it did not come in time, or too many wait already. */
  enter({ conversationId, waitMs }: { conversationId: string; waitMs: number }): Promise<Release | undefined> {
    const now = this.tryEnter(conversationId);
    if (now) return Promise.resolve(now);
    const waiting = this.#waiting.get(conversationId) ?? [];
    if (waiting.length >= MOST_WAITING || waitMs <= 0) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const enter = () => {
        clearTimeout(timer);
        resolve(this.#release(conversationId));
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(enter), 1);
        resolve(undefined);
      }, waitMs);
      waiting.push(enter);
    });
  }

  #release(conversationId: string): Release {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const next = this.#waiting.get(conversationId)?.shift();
      if (next) next();
      else this.#waiting.delete(conversationId);
    };
  }
}
