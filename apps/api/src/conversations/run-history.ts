import type { ChatFile } from '@patchbay/api-contract';
import type { HistoryMessage, HistoryPort } from '@patchbay/node-kit';

/** A message of a conversation, with its id. */
export interface PastMessage {
  id: string;
  role: string;
  text: string;
  /** What came with it. */
  files?: ChatFile[];
}

/** Messages of a conversation that are kept already, oldest first; those that the run itself has kept are among them. */
export interface PastMessages {
  last(options: { episode: number; count: number }): Promise<PastMessage[]>;
}

/** How an episode went last, oldest first. */
export interface RecentMessages {
  episode: number;
  messages: readonly HistoryMessage[];
  /** Whether the episode has no others. */
  whole: boolean;
}

const MOST_MESSAGES = 40;
const MOST_CHARACTERS = 6_000;

/** The history that a handler may ask for: what was kept before the run, read once unless this process knows it, and what the run has said since. */
export class RunHistory implements HistoryPort {
  readonly #options: { past: PastMessages; episode: () => number };
  readonly #said: (PastMessage & { episode: number })[] = [];
  #before: RecentMessages | undefined;

  constructor(options: { past: PastMessages; recent?: RecentMessages | undefined; episode: () => number }) {
    this.#options = options;
    this.#before = options.recent;
  }

  /** Takes what the run says. */
  say(message: PastMessage): void {
    this.#said.push({ ...message, episode: this.#options.episode() });
  }

  async last(count: number): Promise<HistoryMessage[]> {
    const episode = this.#options.episode();
    const missing = count - this.#saidIn(episode).length;
    const before = missing > 0 ? await this.#beforeIt({ episode, count: missing }) : [];
    return [...before, ...this.#saidIn(episode)].slice(-count);
  }

  /** How the conversation stands after the run, where that is known and little enough to be remembered. */
  recent(): RecentMessages | undefined {
    const episode = this.#options.episode();
    if (this.#before?.episode !== episode) return undefined;
    const all = [...this.#before.messages, ...this.#saidIn(episode)];
    const messages = all.slice(-MOST_MESSAGES);
    if (messages.reduce((sum, { text }) => sum + text.length, 0) > MOST_CHARACTERS) return undefined;
    return { episode, messages, whole: this.#before.whole && messages.length === all.length };
  }

  async #beforeIt({ episode, count }: { episode: number; count: number }): Promise<readonly HistoryMessage[]> {
    const known = this.#before;
    if (known?.episode === episode && (known.whole || known.messages.length >= count))
      return known.messages.slice(-count);
    const asked = count + this.#saidIn(episode).length;
    const kept = await this.#options.past.last({ episode, count: asked });
    // By then some of what the run said may be kept.
    const own = new Set(this.#said.map(({ id }) => id));
    const messages = kept.filter(({ id }) => !own.has(id)).map(historyMessage);
    this.#before = { episode, messages, whole: kept.length < asked };
    return messages.slice(-count);
  }

  #saidIn(episode: number): HistoryMessage[] {
    return this.#said.filter((message) => message.episode === episode).map(historyMessage);
  }
}

function historyMessage({ role, text }: { role: string; text: string }): HistoryMessage {
  return { role: role === 'user' || role === 'agent' || role === 'system' ? role : 'bot', text };
}
