import { LIMITS } from '../limits/limits.ts';
import type { PreviewConversation } from './preview-conversation.ts';

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

  /** Bytes of the files that were sent to any of them. */
  get fileBytes(): number {
    let bytes = 0;
    for (const { conversation } of this.#all.values()) bytes += conversation.files.bytes;
    return bytes;
  }

  /** Lets all of them go, those that stand still included. */
  clear(): void {
    for (const { conversation } of this.#all.values()) conversation.close();
    this.#all.clear();
  }

  #sweep(): void {
    const { idleMs, most } = LIMITS.preview;
    const oldest = performance.now() - idleMs;
    const byUse = [...this.#all.values()].sort((a, b) => a.conversation.usedAt - b.conversation.usedAt);
    for (const [index, { conversation }] of byUse.entries()) {
      if (conversation.usedAt >= oldest && byUse.length - index < most) return;
      conversation.close();
      this.#all.delete(conversation.id);
    }
  }
}
