import type { ConversationStore } from '@patchbay/db';
import type { ConversationBus } from './conversation-bus.ts';
import type { EventStream } from './event-stream.ts';
import type { LiveRuns } from './live-runs.ts';
import type { OutputItem } from './run-output.ts';
import { type StoredEvent, storedEvent } from './stored-event.ts';

interface Place {
  workspaceId: string;
  conversationId: string;
}

const PAGE = 500;

/** What was said in a conversation, and what is being said. */
export class FollowConversationService {
  readonly #store: ConversationStore;
  readonly #bus: ConversationBus;
  readonly #live: LiveRuns;

  constructor(options: { store: ConversationStore; bus: ConversationBus; live: LiveRuns }) {
    this.#store = options.store;
    this.#bus = options.bus;
    this.#live = options.live;
  }

  /** All kept events after one of them. */
  async eventsAfter({ after, ...place }: Place & { after: number }): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for (;;) {
      const last = events.at(-1)?.seq ?? after;
      const page = await this.#store.eventsAfter({ ...place, after: last, limit: PAGE });
      events.push(...page.map(storedEvent));
      if (page.length < PAGE) return events;
    }
  }

  /** Sends what was kept, then what is written right now, then what follows, until the reader goes. */
  async follow({ stream, after, ...place }: Place & { stream: EventStream; after: number }): Promise<void> {
    let waiting: OutputItem[] | undefined = [];
    const unsubscribe = this.#bus.subscribe(place.conversationId, (item) => {
      if (waiting) waiting.push(item);
      else stream.item(item);
    });
    stream.onClose(unsubscribe);
    try {
      stream.kept(await this.eventsAfter({ ...place, after }));
      // The parts of an answer that came meanwhile are in the one delta that says all so far.
      for (const item of waiting) if (item.kind === 'kept') stream.item(item);
      const written = this.#live.get(place.conversationId)?.run.output.catchUp();
      if (written) stream.live(written);
      waiting = undefined;
    } catch (error) {
      stream.destroy();
      throw error;
    }
  }
}
