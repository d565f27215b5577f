import type { ChatEvent, KeptChatEvent } from '@patchbay/api-contract/chat';
import { type ConversationState, emptyConversation, withEvent } from './conversation-state.ts';

/**
 * All that was heard of one conversation, by several streams of it that may overtake each other: a turn's own answer can be here before the events that
 * came ahead of it. Each kept event counts once and stands in the order of `seq`.
 */
export class ConversationRecord {
  readonly #kept: KeptChatEvent[] = [];
  /** Messages that were being written when their turn ended without them: nobody will see them again, though a slower stream may still speak of them. */
  readonly #givenUp = new Set<string>();
  #state = emptyConversation;

  get state(): ConversationState {
    return this.#state;
  }

  /** False for what was known, or is of no use any more. */
  add(event: ChatEvent): boolean {
    if (!isKept(event)) {
      if (event.type === 'message.delta' && this.#givenUp.has(event.messageId)) return false;
      this.#state = withEvent(this.#state, event);
      return true;
    }
    const place = this.#placeOf(event.seq);
    if (this.#kept[place]?.seq === event.seq) {
      this.#heardAgain(event);
      return false;
    }
    const isLast = place === this.#kept.length;
    if (event.type === 'turn.completed' && isLast) this.#giveUpWriting();
    this.#kept.splice(place, 0, event);
    this.#state = isLast ? withEvent(this.#state, event) : this.#inOrder();
    return true;
  }

  /** Whether the end of a turn was heard. */
  hasEnded(turnId: string): boolean {
    return this.#kept.some((event) => event.type === 'turn.completed' && event.turnId === turnId);
  }

  // A slower stream has come to the end of what is known as well: what it brought of a message since is left over.
  #heardAgain(event: KeptChatEvent): void {
    if (event.type !== 'turn.completed' || event.seq !== this.#state.lastSeq || this.#state.writing.length === 0)
      return;
    this.#giveUpWriting();
    this.#state = { ...this.#state, writing: [] };
  }

  #giveUpWriting(): void {
    for (const { key } of this.#state.writing) this.#givenUp.add(key);
  }

  // Rare: one came late. What is being written right now is in no kept event.
  #inOrder(): ConversationState {
    const state = this.#kept.reduce(withEvent, emptyConversation);
    const whole = new Set(state.items.map((item) => item.key));
    return { ...state, writing: this.#state.writing.filter((item) => !whole.has(item.key)) };
  }

  #placeOf(seq: number): number {
    let place = this.#kept.length;
    while (place > 0 && (this.#kept[place - 1]?.seq ?? 0) >= seq) place -= 1;
    return place;
  }
}

function isKept(event: ChatEvent): event is KeptChatEvent {
  // Steps of a preview's trace and types of a later release may have none.
  return 'seq' in event && typeof event.seq === 'number';
}
