import type { BotStore, ConversationRecord, ConversationStore, LoadedConversation } from '@patchbay/db';
import { validate } from 'uuid';
import { chatProblems } from './chat-problems.ts';
import { readConversationToken } from './conversation-token.ts';

export interface Credentials {
  /** The bot's address in the path. */
  address: string;
  /** The conversation's id in the path. */
  conversationId: string;
  token: string;
}

/** Lets in who holds a conversation's token, with the row that the call needs anyway. */
export class ConversationAccess {
  readonly #store: ConversationStore;
  readonly #bots: BotStore;

  constructor({ store, bots }: { store: ConversationStore; bots: BotStore }) {
    this.#store = store;
    this.#bots = bots;
  }

  /** Throws 401 for a token that is not known, 404 for a bot or conversation that is not its own. */
  async load({
    address,
    conversationId,
    token,
    key,
  }: Credentials & { key: string }): Promise<LoadedConversation & { conversation: ConversationRecord }> {
    const named = readConversationToken(token);
    if (!named) throw chatProblems.unknownToken();
    const { tokenHash } = named;
    if (named.conversationId === conversationId && validate(conversationId)) {
      const loaded = await this.#store.load({ address, conversationId, tokenHash, key });
      if (loaded?.conversation?.authentic) return { ...loaded, conversation: loaded.conversation };
    }
    if (await this.#bots.tokenExists({ conversationId: named.conversationId, tokenHash }))
      throw chatProblems.unknownConversation();
    throw chatProblems.unknownToken();
  }
}
