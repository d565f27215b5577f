import type { BotRecord, ConversationRecord, LoadedConversation } from '@patchbay/db';
import { LeastRecent } from './least-recent.ts';
import type { RecentMessages } from './run-history.ts';

export type Loaded = LoadedConversation & {
  conversation: ConversationRecord;
  /** Its last messages, where this process knows them. */
  recent?: RecentMessages | undefined;
};

interface Entry {
  address: string;
  tokenHash: Buffer;
  /** The key of the last turn: again, it is looked up. */
  key: string;
  bot: BotRecord;
  conversation: ConversationRecord;
  recent: RecentMessages | undefined;
}

const MOST_CONVERSATIONS = 4_000;
const LONGEST_SNAPSHOT = 16_000;
const LONGEST_CONTENDED_MS = 60_000;

/**
 * How conversations were left by this process's last commits, so that their next turns need not read. Nothing goes by it alone: a commit names the fence,
 * the workspace's epoch and the key that the run went by, and is refused when one of them is no longer so; then all is read.
 */
export class ConversationCache {
  readonly #entries = new LeastRecent<Entry>(MOST_CONVERSATIONS);
  /** Conversations that another process writes to as well: what is known of them is mostly wrong. */
  readonly #contended = new LeastRecent<number>(MOST_CONVERSATIONS);

  find(options: {
    address: string;
    conversationId: string;
    tokenHash: Buffer;
    key: string;
  }): Omit<Loaded, 'nowMs'> | undefined {
    const entry = this.#entries.get(options.conversationId);
    if (!entry || entry.address !== options.address || entry.key === options.key) return undefined;
    if (!entry.tokenHash.equals(options.tokenHash)) return undefined;
    return { bot: entry.bot, conversation: entry.conversation, recent: entry.recent, turn: undefined };
  }

  keep(entry: Entry): void {
    const { id, snapshot } = entry.conversation;
    const contended = this.#contended.get(id);
    const tooNew = contended !== undefined && performance.now() - contended < LONGEST_CONTENDED_MS;
    if (tooNew || snapshot.length > LONGEST_SNAPSHOT) this.#entries.delete(id);
    else this.#entries.set(id, entry);
  }

  /** What was known turned out to be wrong. */
  refute(conversationId: string): void {
    if (!this.#entries.get(conversationId)) return;
    this.#entries.delete(conversationId);
    this.#contended.set(conversationId, performance.now());
  }

  /** What conversations of the workspace go by has changed. */
  forgetWorkspace(workspaceId: string): void {
    this.#entries.deleteWhere((entry) => entry.conversation.workspaceId === workspaceId);
  }

  forget(conversationId: string): void {
    this.#entries.delete(conversationId);
  }
}
