import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random.ts';
import { slowness } from '../slowness.ts';
import type { ChatEvent } from './chat-event.ts';
import { type Exchange, exchange } from './exchange.ts';
import { Follower } from './follower.ts';
import type { AnsweredTurn, Connection, ConversationHistory, TurnBody, TurnHistory } from './history.ts';

/** How long a user goes on asking for one answer. Milliseconds. */
const PATIENCE_MS = 90_000;
/** The longest that `Retry-After` is heeded. Milliseconds. */
const LONGEST_PAUSE_MS = 3_000;

export interface UserOptions {
  name: string;
  flow: string;
  /** Where the product is. */
  port: () => number;
  random: Random;
  patienceMs?: number;
}

export interface TurnOptions {
  /** Goes away as soon as the message is accepted, and never asks again. */
  leaves?: boolean;
  form?: 'stream' | 'json';
}

export interface SentTurn {
  turn: TurnHistory;
  /** Resolves when the first response began, or the user gave up. */
  accepted: Promise<void>;
  /** Resolves with the answer; undefined when the user gave up, or went away. */
  answered: Promise<AnsweredTurn | undefined>;
}

/** One end user: sends each message with a key of its own until it is answered, follows the conversation, and writes down everything. */
export class User {
  readonly history: ConversationHistory;
  readonly random: Random;
  follower: Follower | undefined;
  readonly #options: UserOptions;

  constructor(options: UserOptions) {
    this.#options = options;
    this.random = options.random;
    const { name, flow } = options;
    this.history = {
      ...{ name, flow, id: '', token: '', openKey: `open ${name}` },
      openCalls: [],
      turns: [],
      follows: [],
    };
  }

  get path(): string {
    return `/api/chat/${this.#options.flow}/conversations/${this.history.id}`;
  }

  /** Opens the conversation and follows it. Throws when it cannot be opened. */
  async open(): Promise<AnsweredTurn> {
    const { history } = this;
    const port = this.#options.port;
    const { answer, conversation } = await this.#insist({
      calls: history.openCalls,
      call: () =>
        exchange({
          port: port(),
          path: `/api/chat/${this.#options.flow}/conversations`,
          body: {},
          form: this.#form(),
          headers: { 'idempotency-key': history.openKey },
        }),
    });
    if (!answer || !conversation) throw new Error(`${history.name} could not open a conversation.`);
    Object.assign(history, conversation);
    history.opened = answer;
    this.follower = new Follower({ port, path: this.path, token: history.token, random: this.random.fork() });
    history.follows = this.follower.connections;
    return answer;
  }

  say(text: string, options?: TurnOptions): Promise<AnsweredTurn | undefined> {
    return this.send({ text }, options).answered;
  }

  submit(componentId: string, values: Record<string, unknown>): Promise<AnsweredTurn | undefined> {
    return this.send({ submit: { componentId, values } }).answered;
  }

  /** Sends a message, and again with the same key until it is answered. */
  send(body: TurnBody, { leaves = false, form }: TurnOptions = {}): SentTurn {
    const { history } = this;
    const turn: TurnHistory = {
      key: `turn ${history.turns.length + 1} of ${history.name}`,
      body,
      sentMs: Date.now(),
      calls: [],
      answers: [],
      ...(leaves ? { left: true } : {}),
    };
    history.turns.push(turn);
    let accept: () => void = () => undefined;
    const accepted = new Promise<void>((resolve) => {
      accept = resolve;
    });
    const onAccepted = () => {
      turn.acceptedMs ??= Date.now();
      accept();
      return leaves;
    };
    const answered = this.#insist({
      calls: turn.calls,
      call: () => this.ask(turn, { form: leaves ? 'stream' : (form ?? this.#form()), onAccepted }),
    }).then(({ answer }) => {
      accept();
      if (answer) turn.answeredMs = Date.now();
      return answer;
    });
    return { turn, accepted, answered };
  }

  /** Asks once for the answer to a message. */
  async ask(
    turn: TurnHistory,
    { form, onAccepted }: { form: 'stream' | 'json'; onAccepted?: () => boolean },
  ): Promise<Exchange> {
    const result = await exchange({
      port: this.#options.port(),
      path: `${this.path}/turns`,
      body: turn.body,
      form,
      headers: { authorization: `Bearer ${this.history.token}`, 'idempotency-key': turn.key },
      ...(onAccepted ? { onAccepted } : {}),
    });
    if (result.answer) turn.answers.push(result.answer);
    return result;
  }

  /** All kept events. Tries for as long as the user has patience. */
  async stored(): Promise<ChatEvent[]> {
    const end = Date.now() + this.#patienceMs;
    for (;;) {
      const { connection } = await exchange({
        port: this.#options.port(),
        path: `${this.path}/events?after=0`,
        form: 'json',
        headers: { authorization: `Bearer ${this.history.token}` },
      });
      // The body of this call has no turn: only its events are of interest.
      if (connection.status === 200) return connection.items.map(({ event }) => event);
      if (Date.now() > end) throw new Error(`The events of ${this.history.name} cannot be read.`);
      await sleep(200);
    }
  }

  /** Waits for a kept event, shown or only stored: who is not shown it is found out later. False when the time is over. */
  async awaits({ fits, withinMs }: { fits: (event: ChatEvent) => boolean; withinMs: number }): Promise<boolean> {
    const end = Date.now() + withinMs;
    while (Date.now() < end) {
      if (await this.follower?.until({ fits, withinMs: 4_000 })) return true;
      if ((await this.stored()).some(fits)) return true;
    }
    return false;
  }

  async close(): Promise<void> {
    await this.follower?.stop();
  }

  get #patienceMs(): number {
    return (this.#options.patienceMs ?? PATIENCE_MS) * slowness();
  }

  #form(): 'stream' | 'json' {
    return this.random.chance(0.6) ? 'stream' : 'json';
  }

  // Until it is answered, refused for good, or the user has gone or has no patience left.
  async #insist({ calls, call }: { calls: Connection[]; call: () => Promise<Exchange> }): Promise<Exchange> {
    const end = Date.now() + this.#patienceMs;
    for (;;) {
      const result = await call();
      const { connection } = result;
      calls.push(connection);
      if (result.answer || connection.end === 'left' || Date.now() > end) return result;
      const { status = 0 } = connection;
      if (status >= 400 && status < 500 && status !== 429) return result;
      const pause = connection.retryAfter === undefined ? 0 : connection.retryAfter * 1_000;
      await sleep(Math.min(pause, LONGEST_PAUSE_MS) + this.random.between(20, 200));
    }
  }
}
