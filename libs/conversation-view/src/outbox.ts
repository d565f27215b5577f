import {
  type ChatClient,
  type ChatCredentials,
  ChatError,
  type ChatEvent,
  type ChatFile,
  type ProblemDocument,
  type TurnRequest,
} from '@patchbay/api-contract/chat';
import { newKey } from './new-key.ts';
import type { Pauses } from './pauses.ts';
import { retryDelay } from './retry-delay.ts';

/** A typed message that the conversation does not show yet. `trying`: it was sent and is sent again; `refused`: it will not be. */
export interface OutgoingMessage {
  key: string;
  text: string;
  files: readonly ChatFile[];
  status: 'queued' | 'sending' | 'trying' | 'refused';
  problem: ProblemDocument | undefined;
}

/** What is needed to send a message again after a reload: the same key gives the same turn. */
export interface UnsentMessage {
  key: string;
  text: string;
  files: readonly ChatFile[];
  /** Milliseconds since 1970. */
  begunAt: number;
}

/** A server that only ever fails is believed after this many tries; one that is away, busy or being replaced is waited for. */
const MOST_FAILURES = 6;
/** Keys are known for 24 h: later than this the same key might be taken for a new turn. Milliseconds. */
const MOST_AGE_MS = 12 * 3_600_000;

interface Entry {
  key: string;
  turn: TurnRequest;
  files: readonly ChatFile[];
  begunAt: number;
  /** Known once the turn was accepted and its first event heard. */
  turnId: string | undefined;
  done(problem: ProblemDocument | undefined): void;
}

interface OutboxParts {
  client: ChatClient;
  pauses: Pauses;
  random(): number;
  /** The conversation that turns go to; waits until there is one. */
  credentials(): Promise<ChatCredentials>;
  onEvent(event: ChatEvent): void;
  hasEnded(turnId: string): boolean;
  onRefused(problem: ProblemDocument, files: readonly ChatFile[]): void;
  /** It was not delivered, and is tried again. */
  onFailure(error: ChatError): void;
  /** The conversation is not known any more. */
  onGone(): void;
  onChange(): void;
  signal: AbortSignal;
}

/** Sends turns one after another, each with a key of its own until it is answered: nothing is lost, nothing runs twice. */
export class Outbox {
  readonly #parts: OutboxParts;
  #messages: readonly OutgoingMessage[] = [];
  #waiting: Entry[] = [];
  #current: Entry | undefined;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  get messages(): readonly OutgoingMessage[] {
    return this.#messages;
  }

  /** Whether a turn is on its way or being answered. */
  get busy(): boolean {
    return this.#current !== undefined;
  }

  /** Messages that the server may not have, as a later visit of the page would send them again. */
  get unsent(): UnsentMessage[] {
    return [...(this.#current ? [this.#current] : []), ...this.#waiting].flatMap(({ key, turn, files, begunAt }) =>
      'text' in turn && this.#messages.some((message) => message.key === key)
        ? [{ key, text: turn.text, files, begunAt }]
        : [],
    );
  }

  /** Resolves when the turn is answered, with the problem when it is refused. `files` go with a text; `key` and `begunAt` are those of a message that is sent again. */
  send(given: TurnRequest, message: Partial<UnsentMessage> = {}): Promise<ProblemDocument | undefined> {
    const { key = newKey(), begunAt = Date.now(), files = [] } = message;
    const turn = 'text' in given ? { text: storable(given.text), ...named(files) } : given;
    // What was refused before is settled by whatever is sent next.
    this.#messages = this.#messages.filter((message) => message.status !== 'refused');
    if ('text' in turn)
      this.#messages = [...this.#messages, { key, text: turn.text, files, status: 'queued', problem: undefined }];
    return new Promise((resolve) => {
      this.#waiting.push({ key, turn, files, begunAt, turnId: undefined, done: resolve });
      if (!this.#current) void this.#work();
      this.#parts.onChange();
    });
  }

  /** Told of each kept event of the conversation's own stream: one of them may be what a turn whose connection broke is waiting for. */
  heard(event: ChatEvent): void {
    const current = this.#current;
    if (!current) return;
    if (event.type === 'message' && event.role === 'user' && says(current, event)) this.#forget(current.key);
    if (event.type === 'turn.completed' && event.turnId !== null && event.turnId === current.turnId)
      this.#parts.pauses.wake();
  }

  async #work(): Promise<void> {
    for (let entry = this.#waiting.shift(); entry; entry = this.#waiting.shift()) {
      this.#current = entry;
      const problem = await this.#deliver(entry);
      this.#current = undefined;
      if (this.#parts.signal.aborted) {
        // Nobody hears of it any more, yet nobody shall wait for ever.
        for (const one of [entry, ...this.#waiting]) one.done(undefined);
        return;
      }
      if (problem) {
        this.#mark({ key: entry.key, status: 'refused', problem });
        this.#parts.onRefused(problem, entry.files);
      } else this.#forget(entry.key);
      this.#parts.onChange();
      entry.done(problem);
    }
  }

  async #deliver(entry: Entry): Promise<ProblemDocument | undefined> {
    const { client, signal, pauses, random, hasEnded } = this.#parts;
    let failures = 0;
    for (let attempt = 0; !signal.aborted; attempt++) {
      if (entry.turnId !== undefined && hasEnded(entry.turnId)) return undefined;
      let askedMs: number | undefined;
      try {
        const credentials = await this.#parts.credentials();
        this.#mark({ key: entry.key, status: attempt === 0 ? 'sending' : 'trying' });
        const { key, turn } = entry;
        await client.turn({ credentials, key, turn, signal, onEvent: (event) => this.#take(entry, event) });
      } catch (error) {
        if (signal.aborted) return undefined;
        if (!(error instanceof ChatError)) return { type: 'about:blank', title: String(error), status: 0 };
        if ([500, 501].includes(error.status)) failures += 1;
        const tooLate = Date.now() - entry.begunAt > MOST_AGE_MS;
        if (!error.passes || failures >= MOST_FAILURES || tooLate) {
          if (error.status === 401 || error.status === 404) this.#parts.onGone();
          return error.problem ?? { type: 'about:blank', title: error.message, status: error.status };
        }
        askedMs = error.retryAfterMs;
        this.#parts.onFailure(error);
      }
      if (entry.turnId !== undefined && hasEnded(entry.turnId)) return undefined;
      this.#mark({ key: entry.key, status: 'trying' });
      const milliseconds = retryDelay({ attempt, random: random(), askedMs });
      await pauses.pause({ milliseconds, leastMs: askedMs, signal });
    }
    return undefined;
  }

  #take(entry: Entry, event: ChatEvent): void {
    if ('turnId' in event && typeof event.turnId === 'string') entry.turnId = event.turnId;
    if (event.type === 'message' && event.role === 'user') this.#forget(entry.key);
    this.#parts.onEvent(event);
  }

  // The conversation itself shows it now, or it is settled.
  #forget(key: string): void {
    this.#messages = this.#messages.filter((message) => message.key !== key);
  }

  #mark({ key, ...change }: { key: string } & Partial<OutgoingMessage>): void {
    this.#messages = this.#messages.map((message) => (message.key === key ? { ...message, ...change } : message));
    this.#parts.onChange();
  }
}

function named(files: readonly ChatFile[]): { files?: string[] } {
  return files.length > 0 ? { files: files.map((file) => file.id) } : {};
}

// The same text may be said twice, a file is sent once.
function says({ turn }: Entry, { text, files = [] }: { text: string; files?: ChatFile[] | undefined }): boolean {
  return 'text' in turn && turn.text === text && String(turn.files ?? []) === String(files.map((file) => file.id));
}

// What was pasted may hold NUL, or half of a character that was cut: no server can keep that.
function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}
