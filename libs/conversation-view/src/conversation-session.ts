import {
  type ChatClient,
  type ChatCredentials,
  ChatError,
  type ChatEvent,
  type ProblemDocument,
  type TurnRequest,
  type UploadRules,
} from '@patchbay/api-contract/chat';
import { Attachments } from './attachments.ts';
import { ConversationRecord } from './conversation-record.ts';
import { emptyConversation } from './conversation-state.ts';
import type { CredentialStore } from './credential-store.ts';
import { Drafts } from './drafts.ts';
import { newKey } from './new-key.ts';
import { Outbox } from './outbox.ts';
import { Pauses } from './pauses.ts';
import { retryDelay } from './retry-delay.ts';
import type { ConnectionStatus, SessionView } from './session-view.ts';

export interface SessionOptions {
  client: ChatClient;
  store: CredentialStore;
  locale: string;
  timezone: string;
  /** Seen before it is shown: the preview takes the trace from here. */
  onEvent?: ((event: ChatEvent) => void) | undefined;
  /** From 0 to 1. */
  random?: () => number;
  /** Calls back when what has changed should be drawn; soon after, without it. */
  schedule?: ((callback: () => void) => void) | undefined;
}

/** A break is told when it lasts longer than this; most are over before. Milliseconds. */
const LOST_AFTER_MS = 2_000;
/** A stream that lived so long was a good one: the next try is a first one. Milliseconds. */
const GOOD_STREAM_MS = 5_000;
/** A conversation that is not known so soon after it was opened never will be: no other is opened in its place. Milliseconds. */
const TOO_SOON_MS = 10_000;

/** What one conversation, from its opening to a restart, is made of. */
interface Life {
  control: AbortController;
  record: ConversationRecord;
  outbox: Outbox;
  attachments: Attachments;
  pauses: Pauses;
  openingKey: string;
  known: ChatCredentials | undefined;
  /** Those that wait for `known`. */
  awaiting: ((credentials: ChatCredentials) => void)[];
  /** When it was opened here; undefined when it is an earlier one. Milliseconds since 1970. */
  openedAt: number | undefined;
  /** Highest `seq` before which nothing is missing: where the conversation's own stream goes on. */
  heardTo: number;
  connection: ConnectionStatus;
  lostTimer: ReturnType<typeof setTimeout> | undefined;
  stopping: string | undefined;
}

/**
 * One conversation with a server: opens or resumes it, follows its stream for as long as it lives, sends turns until they are answered. Framework-free;
 * `subscribe` and `view` are what React's `useSyncExternalStore` asks for.
 */
export class ConversationSession {
  /** What was typed and not sent yet. */
  readonly drafts: Drafts;
  readonly #options: SessionOptions;
  readonly #random: () => number;
  readonly #schedule: (callback: () => void) => void;
  readonly #listeners = new Set<() => void>();
  #life: Life | undefined;
  #view: SessionView | undefined;
  #scheduled = false;
  #openingKey = newKey();
  #before: ChatCredentials | undefined;

  constructor(options: SessionOptions) {
    this.drafts = new Drafts(options.store);
    this.#options = options;
    this.#random = options.random ?? Math.random;
    this.#schedule = options.schedule ?? ((callback) => setTimeout(callback));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): SessionView => (this.#view ??= this.#drawn());

  /** Opens or resumes; the same opening again when it was ended in the meantime. */
  start(): void {
    const attached = this.#life?.attachments.all ?? [];
    this.end();
    const life = this.#begin();
    this.#life = life;
    life.attachments.carry(attached);
    void this.#live(life);
    this.#changed();
  }

  /** Lets go of the server; the conversation stays where it is. */
  end(): void {
    clearTimeout(this.#life?.lostTimer);
    this.#life?.control.abort();
    this.#life = undefined;
  }

  readonly send = async (turn: TurnRequest): Promise<ProblemDocument | undefined> => this.#life?.outbox.send(turn);

  /** Sends a typed text with the files that are attached. */
  readonly sendMessage = async (text: string): Promise<ProblemDocument | undefined> => {
    const files = this.#life?.attachments.take() ?? [];
    return this.#life?.outbox.send({ text }, { files });
  };

  // Drawn at once: the next key may send a message that waits for them.
  readonly attach = (call: { files: readonly File[]; rules: UploadRules }): void => {
    this.#life?.attachments.add(call);
    this.#tell();
  };

  /** Tries a file again that was refused. */
  readonly attachAgain = (call: { key: string; rules: UploadRules }): void => {
    this.#life?.attachments.retry(call);
    this.#tell();
  };

  readonly detach = (key: string): void => this.#life?.attachments.remove(key);

  readonly download = async (fileId: string): Promise<Blob> => {
    const credentials = this.#life?.known;
    if (!credentials) throw new ChatError({ status: 0, message: 'There is no conversation.' });
    return this.#options.client.download({ credentials, fileId });
  };

  readonly stop = (): void => {
    const life = this.#life;
    const turnId = life?.record.state.running;
    if (!life?.known || turnId === undefined || life.stopping === turnId) return;
    life.stopping = turnId;
    this.#changed();
    this.#options.client.stop({ credentials: life.known, turnId }).catch(() => {
      // It was not heard: it can be asked again.
      life.stopping = undefined;
      this.#changed();
    });
  };

  /** Begins a new conversation; `back` leads to the one before. */
  readonly restart = (): void => {
    this.#before = this.#life?.known;
    this.#options.store.write(undefined);
    this.#openingKey = newKey();
    this.start();
  };

  readonly back = (): void => {
    if (!this.#before) return;
    this.#options.store.write(this.#before);
    this.#before = undefined;
    this.start();
  };

  /** Tries at once what waits for its next try. */
  readonly retry = (): void => {
    if (this.#life?.connection === 'gone') this.start();
    else this.#life?.pauses.wake();
  };

  #begin(): Life {
    const { client, store } = this.#options;
    const control = new AbortController();
    const pauses = new Pauses();
    const record = new ConversationRecord();
    const known = store.read();
    const credentials = () =>
      new Promise<ChatCredentials>((resolve) => {
        if (life.known) resolve(life.known);
        else life.awaiting.push(resolve);
      });
    const life: Life = {
      control,
      record,
      pauses,
      openingKey: this.#openingKey,
      known: undefined,
      awaiting: [],
      openedAt: undefined,
      heardTo: 0,
      connection: known ? 'resuming' : 'opening',
      lostTimer: undefined,
      stopping: undefined,
      outbox: new Outbox({
        client,
        pauses,
        random: this.#random,
        signal: control.signal,
        credentials,
        onEvent: (event) => {
          this.#works(life);
          this.#hear(life, event);
        },
        onFailure: (error) => this.#failed(life, statusOf(error)),
        onRefused: (problem, files) => {
          if (problem.code !== 'bot_offline') return;
          this.#show(life, 'offline');
          life.attachments.restore(files);
        },
        hasEnded: (turnId) => record.hasEnded(turnId),
        onGone: () => this.#isGone(life),
        onChange: () => this.#outboxChanged(life),
      }),
      attachments: new Attachments({
        ...{ client, pauses, credentials, random: this.#random, signal: control.signal },
        onChange: () => this.#changed(),
      }),
    };
    this.drafts.belongTo(known?.id);
    if (known) {
      this.#know(life, known);
      for (const message of store.readUnsent?.(known.id) ?? []) void life.outbox.send({ text: message.text }, message);
    }
    return life;
  }

  // Opens or resumes, then follows for as long as the page lives.
  async #live(life: Life): Promise<void> {
    const { signal } = life.control;
    for (let attempt = 0; !signal.aborted; attempt++) {
      let askedMs: number | undefined;
      const began = Date.now();
      try {
        if (!life.known) await this.#open(life);
        if (life.known && !signal.aborted)
          await this.#follow(life, life.known, (milliseconds) => (askedMs = milliseconds));
      } catch (error) {
        if (signal.aborted) return;
        const refused = error instanceof ChatError && !error.passes ? error.status : undefined;
        if (refused !== undefined && !life.known) return this.#show(life, 'gone');
        if (refused === 401 || refused === 404) {
          this.#isGone(life);
          continue;
        }
        if (error instanceof ChatError) askedMs = error.retryAfterMs ?? askedMs;
        this.#failed(life, statusOf(error));
      }
      if (signal.aborted) return;
      if (Date.now() - began > GOOD_STREAM_MS) attempt = 0;
      this.#failed(life, 'lost');
      const milliseconds = retryDelay({ attempt, random: this.#random(), askedMs });
      await life.pauses.pause({ milliseconds, leastMs: askedMs, signal });
    }
  }

  async #open(life: Life): Promise<void> {
    const { client, store, locale, timezone } = this.#options;
    const { signal } = life.control;
    const open = client.open({
      key: life.openingKey,
      locale,
      timezone,
      signal,
      onEvent: (event) => {
        if (signal.aborted) return;
        if (event.type === 'conversation') {
          // From here on the opening is accepted: whatever becomes of this stream, the conversation's own tells the rest.
          const credentials = { id: event.id, token: event.token };
          store.write(credentials);
          life.openedAt = Date.now();
          this.#know(life, credentials);
          this.#works(life);
        }
        this.#hearInOrder(life, event);
      },
    });
    await open.catch((error: unknown) => {
      if (!life.known) throw error;
    });
  }

  #follow(life: Life, credentials: ChatCredentials, onRetry: (milliseconds: number) => void): Promise<void> {
    const { signal } = life.control;
    return this.#options.client.follow({
      credentials,
      after: life.heardTo,
      signal,
      onRetry,
      onOpen: () => {
        if (life.connection !== 'offline') this.#works(life);
        // What waits for its next try has reason to try now.
        life.pauses.wake();
      },
      onEvent: (event) => {
        if (signal.aborted) return;
        this.#hearInOrder(life, event);
        life.outbox.heard(event);
      },
    });
  }

  #know(life: Life, credentials: ChatCredentials): void {
    life.known = credentials;
    this.drafts.belongTo(credentials.id);
    for (const resolve of life.awaiting) resolve(credentials);
    life.awaiting = [];
  }

  // Cleared on the server, or of another installation: a new one begins.
  #isGone(life: Life): void {
    if (life !== this.#life || !life.known) return;
    const { store } = this.#options;
    const unsent = life.outbox.unsent;
    store.writeUnsent?.(life.known.id, []);
    store.write(undefined);
    this.#openingKey = newKey();
    if (life.openedAt !== undefined && Date.now() - life.openedAt < TOO_SOON_MS) {
      life.control.abort();
      return this.#show(life, 'gone');
    }
    this.start();
    for (const { text, files } of unsent) void this.#life?.outbox.send({ text }, { files });
  }

  // The opening's stream and the conversation's own leave nothing out: where one breaks, the next goes on.
  #hearInOrder(life: Life, event: ChatEvent): void {
    if ('seq' in event && typeof event.seq === 'number') life.heardTo = Math.max(life.heardTo, event.seq);
    this.#hear(life, event);
  }

  #hear(life: Life, event: ChatEvent): void {
    if (life !== this.#life) return;
    this.#options.onEvent?.(event);
    life.record.add(event);
    if (event.type === 'component.closed' || event.type === 'conversation.closed') this.#forgetClosed(life);
    this.#changed();
  }

  #forgetClosed(life: Life): void {
    for (const item of life.record.state.items)
      if (item.kind === 'component' && !item.open) this.drafts.forget(item.id);
  }

  #outboxChanged(life: Life): void {
    if (life !== this.#life) return;
    if (life.known) this.#options.store.writeUnsent?.(life.known.id, life.outbox.unsent);
    this.#changed();
  }

  #works(life: Life): void {
    clearTimeout(life.lostTimer);
    life.lostTimer = undefined;
    if (life.connection !== 'ready') this.#show(life, 'ready');
  }

  #failed(life: Life, status: 'lost' | 'overloaded'): void {
    life.lostTimer ??= setTimeout(() => this.#show(life, status), LOST_AFTER_MS);
  }

  #show(life: Life, status: ConnectionStatus): void {
    if (life !== this.#life) return;
    life.connection = status;
    this.#changed();
  }

  #changed(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(() => {
      this.#scheduled = false;
      this.#tell();
    });
  }

  #tell(): void {
    this.#view = undefined;
    for (const listener of this.#listeners) listener();
  }

  #drawn(): SessionView {
    const life = this.#life;
    const state = life?.record.state ?? emptyConversation;
    const running = state.running;
    return {
      state,
      connection: life?.connection ?? 'opening',
      pending: life?.outbox.messages ?? [],
      attachments: life?.attachments.all ?? [],
      busy: (life?.outbox.busy ?? false) || running !== undefined || state.writing.length > 0,
      canStop: state.writing.length > 0 && running !== undefined && life?.stopping !== running,
      canGoBack: this.#before !== undefined,
    };
  }
}

// Who answers is there, though it asks to wait.
function statusOf(error: unknown): 'lost' | 'overloaded' {
  return error instanceof ChatError && error.status >= 400 ? 'overloaded' : 'lost';
}
