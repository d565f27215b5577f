import type { PreviewConversation } from './preview-conversation.ts';

const MOST = 500;
const LONGEST_IDLE_MS = 60 * 60_000;

/** The previews that are open in this process. The oldest unused ones go when there are too many, or when an hour has passed. */
export class PreviewConversations {
  readonly #all = new Map<string, { place: string; conversation: PreviewConversation }>();

  add({ place, conversation }: { place: string; conversation: PreviewConversation }): void {
    this.#sweep();
    this.#all.set(conversation.id, { place, conversation });
  }

  /** `place`: the workspace and flow that the conversation is with. */
  find({ place, id }: { place: string; id: string }): PreviewConversation | undefined {
    const found = this.#all.get(id);
    if (found?.place !== place) return undefined;
    found.conversation.usedAt = performance.now();
    return found.conversation;
  }

  clear(): void {
    for (const { conversation } of this.#all.values()) clearTimeout(conversation.timer);
    this.#all.clear();
  }

  #sweep(): void {
    const oldest = performance.now() - LONGEST_IDLE_MS;
    const byUse = [...this.#all.values()].sort((a, b) => a.conversation.usedAt - b.conversation.usedAt);
    for (const [index, { conversation }] of byUse.entries()) {
      if (conversation.usedAt >= oldest && byUse.length - index < MOST) return;
      clearTimeout(conversation.timer);
      this.#all.delete(conversation.id);
    }
  }
}
