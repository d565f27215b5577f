import { type ChatEvent, chatEventSchema } from '@patchbay/api-contract';
import { type Conversation, Drafts, emptyConversation, withEvent } from '@patchbay/conversation-view';

/** A conversation that is only read: nothing is sent. */
export function readOnlyConversation({
  events,
  download,
}: {
  events: readonly unknown[];
  download(fileId: string): Promise<Blob>;
}): Conversation {
  const told: ChatEvent[] = events.flatMap((event) => chatEventSchema.safeParse(event).data ?? []);
  return {
    drafts: new Drafts({ read: () => undefined, write: () => undefined }),
    state: told.reduce(withEvent, emptyConversation),
    connection: 'ready',
    pending: [],
    attachments: [],
    busy: false,
    canStop: false,
    canGoBack: false,
    send: async () => undefined,
    sendMessage: async () => undefined,
    attach: () => undefined,
    attachAgain: () => undefined,
    detach: () => undefined,
    download,
    stop: () => undefined,
    restart: () => undefined,
    back: () => undefined,
    retry: () => undefined,
  };
}
