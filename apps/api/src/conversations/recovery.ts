import type { ConversationRecord, ConversationStore, ScheduleStore } from '@patchbay/db';
import { readSnapshot } from '@patchbay/runtime';
import type { ConversationBus } from './conversation-bus.ts';
import { storedEvent } from './stored-event.ts';

const MOST_AT_ONCE = 100;

/** Ends what a process that died left behind, so that its conversations stay usable. */
export class Recovery {
  readonly #store: ConversationStore;
  readonly #schedule: ScheduleStore;
  readonly #bus: ConversationBus;

  constructor(options: { store: ConversationStore; schedule: ScheduleStore; bus: ConversationBus }) {
    this.#store = options.store;
    this.#schedule = options.schedule;
    this.#bus = options.bus;
  }

  /** Interrupts every run whose lease has lapsed. */
  async sweep(): Promise<void> {
    for (const place of await this.#schedule.lapsedLeases({ limit: MOST_AT_ONCE })) {
      const loaded = await this.#store.loadById(place);
      if (loaded?.conversation?.lease === 'lapsed') await this.interrupt(loaded.conversation);
    }
  }

  /** The turn has failed, and the conversation is as it was before it. Does nothing when somebody else was first. */
  async interrupt(conversation: ConversationRecord): Promise<void> {
    const { workspaceId, id: conversationId, fence } = conversation;
    const { waiting } = readSnapshot(JSON.parse(conversation.snapshot));
    const waitingFor = waiting && { flow: waiting.flow, nodeId: waiting.node, kind: waiting.waiting.kind };
    const events = await this.#schedule.interrupt({
      workspaceId,
      conversationId,
      fence,
      error: {
        code: 'turn.interrupted',
        message: 'The answer was interrupted. Please send your message again.',
        retryable: true,
      },
      completed: waitingFor ? { waitingFor } : {},
    });
    for (const event of events) this.#bus.publish(conversationId, { kind: 'kept', event: storedEvent(event) });
  }
}
