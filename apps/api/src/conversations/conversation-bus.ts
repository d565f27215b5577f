import type { OutputItem, OutputListener } from './run-output.ts';

/** Carries what conversations tell to the streams that are open for them. Kept events may be told twice or late: who listens goes by `seq`. */
export interface ConversationBus {
  publish(conversationId: string, item: OutputItem): void;
  subscribe(conversationId: string, listener: OutputListener): () => void;
}

/** Within one process. */
export class InProcessBus implements ConversationBus {
  readonly #listeners = new Map<string, Set<OutputListener>>();

  publish(conversationId: string, item: OutputItem): void {
    const listeners = this.#listeners.get(conversationId);
    if (listeners) for (const listener of listeners) listener(item);
  }

  subscribe(conversationId: string, listener: OutputListener): () => void {
    const listeners = this.#listeners.get(conversationId) ?? new Set();
    this.#listeners.set(conversationId, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(conversationId);
    };
  }
}
