import { type OpenAiServer, startOpenAiServer } from '@patchbay/testing';

/** Ever different, with characters of two and of four bytes, so that offsets are tested. */
const WORDS = ['printer', 'naïve', 'Übung', '🖨️', 'résumé', 'server', '🙂', '日本語', 'cable', 'the', 'of', 'reboot'];

interface ModelManners {
  silent: boolean;
}

/**
 * A model that answers no prompt twice alike, so that parts of two answers cannot be taken for one. A prompt says how long and how slow:
 * `words=40 delay=10` (milliseconds between words).
 */
export class TalkativeModel {
  readonly #server: OpenAiServer;
  readonly #answers: Map<string, string[]>;
  /** Called when a prompt has come in. */
  readonly #listeners: Set<(prompt: string) => void>;
  readonly #manners: ModelManners;

  private constructor(parts: {
    server: OpenAiServer;
    answers: Map<string, string[]>;
    listeners: Set<(prompt: string) => void>;
    manners: ModelManners;
  }) {
    this.#server = parts.server;
    this.#answers = parts.answers;
    this.#listeners = parts.listeners;
    this.#manners = parts.manners;
  }

  static async start(): Promise<TalkativeModel> {
    const answers = new Map<string, string[]>();
    const listeners = new Set<(prompt: string) => void>();
    const manners: ModelManners = { silent: false };
    const server = await startOpenAiServer({
      reply: (body) => {
        const prompt = promptOf(body);
        const before = answers.get(prompt) ?? [];
        const text = answerOf({ prompt, call: before.length + 1 });
        answers.set(prompt, [...before, text]);
        // What was asked is kept above; the server's own record would only grow.
        server.requests.length = 0;
        for (const listener of listeners) listener(prompt);
        if (manners.silent) return { hang: true };
        return { text, delayMs: numberOf({ prompt, name: 'delay' }) ?? 0 };
      },
    });
    return new TalkativeModel({ server, answers, listeners, manners });
  }

  get baseUrl(): string {
    return `${this.#server.url}/v1`;
  }

  /** All answers that were given, or begun, to a prompt. */
  answersTo(prompt: string): readonly string[] {
    return this.#answers.get(prompt) ?? [];
  }

  /** From now on prompts come in and are never answered, until the returned function is called. */
  fallSilent(): () => void {
    this.#manners.silent = true;
    return () => {
      this.#manners.silent = false;
    };
  }

  onPrompt(listener: (prompt: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(): Promise<void> {
    return this.#server.close();
  }
}

function promptOf(body: Record<string, unknown>): string {
  const messages: unknown[] = Array.isArray(body.messages) ? body.messages : [];
  const last = messages.at(-1);
  return typeof last === 'object' && last !== null && 'content' in last ? String(last.content) : '';
}

function answerOf({ prompt, call }: { prompt: string; call: number }): string {
  const count = numberOf({ prompt, name: 'words' }) ?? 10;
  const words = Array.from(
    { length: count },
    (_, index) => WORDS[(index * 7 + call * 5 + prompt.length) % WORDS.length],
  );
  return `Answer ${call} to <${prompt}>: ${words.map((word, index) => `${word}${call}.${index}`).join(' ')}`;
}

function numberOf({ prompt, name }: { prompt: string; name: string }): number | undefined {
  const found = new RegExp(`\\b${name}=(\\d+)`).exec(prompt)?.[1];
  return found === undefined ? undefined : Number(found);
}
