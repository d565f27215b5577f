import type { BotStore, ConversationStore } from '@patchbay/db';
import { validate } from 'uuid';
import { chatProblems } from './chat-problems.ts';
import type { ConversationCache, Loaded } from './conversation-cache.ts';
import { readConversationToken } from './conversation-token.ts';
import type { DatabaseClock } from './database-clock.ts';

export interface Credentials {
  /** The bot's address in the path. */
  address: string;
  /** The conversation's id in the path. */
  conversationId: string;
  token: string;
  /** Told whose conversation it is as soon as the token was found to be right; what it throws is thrown. */
  count: (workspaceId: string) => void;
}

interface ConversationAccessParts {
  store: ConversationStore;
  bots: BotStore;
  cache: ConversationCache;
  clock: DatabaseClock;
}

/** A conversation as a call finds it. `certain`: it was read just now; else its commit is to check what it went by. */
export type Found = Loaded & { tokenHash: Buffer; certain: boolean };

/** Lets in who holds a conversation's token, with the row that the call needs anyway. */
export class ConversationAccess {
  readonly #parts: ConversationAccessParts;

  constructor(parts: ConversationAccessParts) {
    this.#parts = parts;
  }

  /** Throws 401 for a token that is not known, 404 for a bot or conversation that is not its own. `read`: what this process remembers does not do. */
  async load({
    address,
    conversationId,
    token,
    count,
    key,
    read,
  }: Credentials & { key: string; read: boolean }): Promise<Found> {
    const { store, bots, cache, clock } = this.#parts;
    const named = readConversationToken(token);
    if (!named) throw chatProblems.unknownToken();
    const { tokenHash } = named;
    if (named.conversationId === conversationId && validate(conversationId)) {
      const known = read ? undefined : cache.find({ address, conversationId, tokenHash, key });
      if (known) {
        count(known.conversation.workspaceId);
        return { ...known, tokenHash, nowMs: clock.nowMs(), certain: false };
      }
      const loaded = await store.load({ address, conversationId, tokenHash, key });
      if (loaded) clock.heard(loaded.nowMs);
      if (loaded?.conversation?.authentic) {
        count(loaded.conversation.workspaceId);
        return { ...loaded, conversation: loaded.conversation, tokenHash, certain: true };
      }
    }
    if (await bots.tokenExists({ conversationId: named.conversationId, tokenHash }))
      throw chatProblems.unknownConversation();
    throw chatProblems.unknownToken();
  }
}
