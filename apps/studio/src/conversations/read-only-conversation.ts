import { type ChatEvent, chatEventSchema } from '@patchbay/api-contract';
import { type Conversation, emptyConversation, withEvent } from '@patchbay/conversation-view';

/** A conversation that is only read: nothing is sent. */
export function readOnlyConversation(events: readonly unknown[]): Conversation {
  const told: ChatEvent[] = events.flatMap((event) => chatEventSchema.safeParse(event).data ?? []);
  return {
    state: told.reduce(withEvent, emptyConversation),
    connection: 'ready',
    pending: [],
    busy: false,
    canStop: false,
    canGoBack: false,
    send: async () => undefined,
    stop: () => undefined,
    restart: () => undefined,
    back: () => undefined,
    retry: () => undefined,
  };
}
