import type { ConversationStore, TurnRecord } from '@patchbay/db';
import type { ChatAnswer } from './chat-answer.ts';
import { storedEvent } from './stored-event.ts';

/** What a turn that has ended was answered with. */
export async function keptAnswer(options: {
  store: ConversationStore;
  workspaceId: string;
  conversationId: string;
  turn: TurnRecord;
  conversation?: ChatAnswer['conversation'];
}): Promise<ChatAnswer> {
  const { store, workspaceId, conversationId, turn } = options;
  const events = await store.eventsOfTurn({ workspaceId, conversationId, turn });
  return {
    conversation: options.conversation,
    turnId: turn.id,
    source: { kind: 'kept', status: turn.status, events: events.map(storedEvent) },
  };
}
