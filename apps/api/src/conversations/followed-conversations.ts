import type { ConversationStore, FollowStore } from '@patchbay/db';
import type { FanOut } from '../fan-out/fan-out.ts';
import type { Drainable } from '../platform/lifecycle/drainable.ts';
import type { Log } from '../platform/log.ts';
import type { ConversationBus } from './conversation-bus.ts';
import { FollowedConversation } from './followed-conversation.ts';
import type { LiveRuns } from './live-runs.ts';
import type { OutputListener } from './run-output.ts';
import { type StoredEvent, storedEvent } from './stored-event.ts';

export interface FollowedPlace {
  workspaceId: string;
  conversationId: string;
}

/** How often the database is asked how far followed conversations are: while others tell it anyway, and while they cannot. Milliseconds. */
const POLL_MS = 2_000;
const POLL_ALONE_MS = 400;
/** Conversations in one question; events in one answer. */
const CHUNK = 500;
const PAGE = 500;

interface FollowedConversationsParts {
  store: ConversationStore;
  states: FollowStore;
  bus: ConversationBus;
  live: LiveRuns;
  fanOut: FanOut;
  log: Log;
}

/** The conversations that streams of this process follow, one for all of its streams each. */
export class FollowedConversations implements Drainable {
  readonly #parts: FollowedConversationsParts;
  readonly #followed = new Map<
    string,
    { place: FollowedPlace; conversation: FollowedConversation; leave: () => void }
  >();
  #timer: NodeJS.Timeout | undefined;
  #polling = false;
  #polledAt = 0;
  #ended = false;

  constructor(parts: FollowedConversationsParts) {
    this.#parts = parts;
    parts.fanOut.onSignal((signal) => {
      if (signal.kind === 'hello') return void this.#poll();
      if (signal.kind === 'kept') this.#followed.get(signal.conversationId)?.conversation.look();
      if (signal.kind === 'text') this.#followed.get(signal.conversationId)?.conversation.part(signal.part);
    });
  }

  /** Joins in; gives the conversation and the way to leave it. */
  join({ place, listener }: { place: FollowedPlace; listener: OutputListener }): {
    conversation: FollowedConversation;
    leave: () => void;
  } {
    const { conversationId } = place;
    const { conversation } = this.#followed.get(conversationId) ?? this.#add(place);
    const unsubscribe = conversation.subscribe(listener);
    return {
      conversation,
      leave: () => {
        unsubscribe();
        if (conversation.listeners > 0) return;
        const followed = this.#followed.get(conversationId);
        if (followed?.conversation !== conversation) return;
        this.#followed.delete(conversationId);
        followed.leave();
        conversation.end();
      },
    };
  }

  drain(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    return Promise.resolve();
  }

  #add(place: FollowedPlace) {
    const { bus, live, store, fanOut } = this.#parts;
    const { conversationId } = place;
    const conversation = new FollowedConversation({
      eventsAfter: (seq) => this.#eventsAfter({ ...place, seq }),
      writing: () => store.writing(place),
      live: () => live.get(conversationId)?.run.output.writing,
    });
    const unsubscribe = bus.subscribe(conversationId, (item) => conversation.item(item));
    const unfollow = fanOut.follow(conversationId);
    const leave = () => {
      unsubscribe();
      unfollow();
    };
    const followed = { place, conversation, leave };
    this.#followed.set(conversationId, followed);
    this.#soon();
    return followed;
  }

  async #eventsAfter({ seq, ...place }: FollowedPlace & { seq: number }): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for (;;) {
      const after = events.at(-1)?.seq ?? seq;
      const page = await this.#parts.store.eventsAfter({ ...place, after, limit: PAGE });
      events.push(...page.map(storedEvent));
      if (page.length < PAGE) return events;
    }
  }

  #soon(): void {
    if (this.#ended || this.#polling || this.#followed.size === 0) return;
    this.#timer ??= setTimeout(() => this.#tick(), POLL_ALONE_MS).unref();
  }

  // What carries the signals may break at any time.
  #tick(): void {
    this.#timer = undefined;
    if (this.#parts.fanOut.prompt && performance.now() - this.#polledAt < POLL_MS) this.#soon();
    else void this.#poll();
  }

  async #poll(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#polling || this.#ended) return;
    this.#polling = true;
    this.#polledAt = performance.now();
    try {
      const places = [...this.#followed.values()].map(({ place }) => place);
      for (let from = 0; from < places.length; from += CHUNK)
        for (const state of await this.#parts.states.states(places.slice(from, from + CHUNK)))
          this.#followed.get(state.conversationId)?.conversation.state(state);
    } catch (error) {
      this.#parts.log.debug({ err: error }, 'Followed conversations could not be looked at.');
    }
    this.#polling = false;
    this.#soon();
  }
}
