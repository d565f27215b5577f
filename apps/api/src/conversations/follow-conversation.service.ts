import type { ConversationStore } from '@patchbay/db';
import type { EventStream } from './event-stream.ts';
import type { FollowedConversations, FollowedPlace } from './followed-conversations.ts';
import type { OutputItem } from './run-output.ts';
import { type StoredEvent, storedEvent } from './stored-event.ts';

const PAGE = 50;
/** Characters that are written to a reader before it is waited for. */
const PIECE = 32 * 1024;
/** What may happen while a reader is still given what was; past it, it comes back later. */
const MOST_WAITING = 2_000;

/** What was said in a conversation, and what is being said. */
export class FollowConversationService {
  readonly #store: ConversationStore;
  readonly #followed: FollowedConversations;

  constructor(options: { store: ConversationStore; followed: FollowedConversations }) {
    this.#store = options.store;
    this.#followed = options.followed;
  }

  /** All kept events after one of them. */
  async eventsAfter(options: FollowedPlace & { after: number }): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for await (const page of this.#pagesAfter(options)) events.push(...page);
    return events;
  }

  /** Sends what was kept, then what is written right now, then what follows on any replica, until the reader goes. */
  async follow({ stream, after, ...place }: FollowedPlace & { stream: EventStream; after: number }): Promise<void> {
    let waiting: OutputItem[] | undefined = [];
    const { conversation, leave } = this.#followed.join({
      place,
      listener: (item) => {
        if (!waiting) return stream.item(item);
        // The parts of an answer that come meanwhile are in the one delta that says all so far.
        if (item.kind === 'kept' && waiting.push(item) > MOST_WAITING) stream.destroy();
      },
    });
    stream.onClose(leave);
    try {
      let last = after;
      for await (const page of this.#pagesAfter({ ...place, after })) {
        for (const piece of piecesOf(page)) {
          stream.kept(piece);
          await stream.drained();
          if (stream.closed) return;
        }
        last = page.at(-1)?.seq ?? last;
      }
      await conversation.begin(last);
      for (const item of waiting) stream.item(item);
      const { writing } = conversation;
      if (writing) stream.live(JSON.stringify({ type: 'message.delta', ...writing, offset: 0 }));
      waiting = undefined;
    } catch (error) {
      stream.destroy();
      throw error;
    }
  }

  async *#pagesAfter({ after, ...place }: FollowedPlace & { after: number }): AsyncGenerator<StoredEvent[]> {
    for (let last = after; ; ) {
      const page = (await this.#store.eventsAfter({ ...place, after: last, limit: PAGE })).map(storedEvent);
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      last = page.at(-1)?.seq ?? last;
    }
  }
}

function piecesOf(events: readonly StoredEvent[]): StoredEvent[][] {
  const pieces: StoredEvent[][] = [];
  let length = PIECE;
  for (const event of events) {
    if (length >= PIECE) {
      pieces.push([]);
      length = 0;
    }
    pieces.at(-1)?.push(event);
    length += event.json.length;
  }
  return pieces;
}
