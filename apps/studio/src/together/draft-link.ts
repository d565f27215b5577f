import {
  type AdminClient,
  ApiError,
  type DraftEntryWire,
  type DraftNews,
  type DroppedOperation,
} from '@patchbay/api-contract';
import { operationSchema, parseFlowDocument } from '@patchbay/flow-spec';
import { textsOf } from '@patchbay/texts';
import { z } from 'zod';
import type { DraftEntry, PendingBatch } from '../editor/draft-entry.ts';
import type { SaveState } from '../editor/editor-state.ts';
import type { EditorStore } from '../editor/editor-store.ts';
import { DraftLine } from './draft-line.ts';
import type { People } from './people.ts';

/**
 * Milliseconds. Where somebody else is here, what one types goes to them at the end of the event, while this page still draws it. Alone, what is typed within a moment goes together: the
 * server keeps the whole draft each time. By HTTP each save is a call.
 */
const PAUSE = { alone: 150, http: 400, retry: 2_000, look: 4_000, rights: 5_000 };
/** After so many failures in a row a socket does not pass here, and HTTP takes its place until it does. */
const FAILURES = 2;
const operations = z.array(operationSchema);

/**
 * Brings what the store has pending to the server and what others did to the store: by a WebSocket, and by HTTP where that does not pass. One batch after another; what is on
 * its way when the line is cut is sent again under the same name, and taken once.
 */
export class DraftLink {
  readonly #store: EditorStore;
  readonly #client: AdminClient;
  readonly #flowKey: string;
  readonly #people: People;
  readonly #line: DraftLine;
  #onComments: () => void = () => undefined;
  #onFinal: (code: number) => void = () => undefined;
  #onRights: () => void = () => undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What is typed until it fires goes together. */
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #look: ReturnType<typeof setInterval> | undefined;
  /** Said hello, and was welcomed. */
  #welcome = false;
  #inFlight: string | undefined;
  /** This person may not write at the moment. */
  #forbidden = false;
  #calling: Promise<void> | undefined;
  #idle: (() => void)[] = [];
  #stopped = false;

  constructor({
    store,
    client,
    flowKey,
    workspace,
    people,
  }: {
    store: EditorStore;
    client: AdminClient;
    flowKey: string;
    workspace: string;
    people: People;
  }) {
    this.#store = store;
    this.#client = client;
    this.#flowKey = flowKey;
    this.#people = people;
    this.#line = new DraftLine({
      workspace,
      flowKey,
      onOpen: () => this.#line.send({ type: 'hello', revision: store.revision }),
      onNews: (news) => this.#take(news),
      onCut: ({ final }) => this.#cut(final),
    });
  }

  start(): void {
    const { pending } = this.#store;
    this.#stopped = false;
    this.#people.onMove = (presence) => this.#line.send({ type: 'presence', presence });
    this.#store.onPending = () => (this.#welcome ? this.#soon() : this.#schedule(PAUSE.http));
    this.#line.start();
    window.addEventListener('pagehide', this.#leave);
    this.#look = setInterval(() => void this.#lookByHttp(), PAUSE.look);
    if (pending.length > 0) this.#schedule(PAUSE.http);
  }

  /** Told when the server does not want this tab any more, with the code that says why. */
  onFinal(listener: (code: number) => void): () => void {
    this.#onFinal = listener;
    return () => {
      this.#onFinal = () => undefined;
    };
  }

  /** Told when it turns out that this person may no longer write, or may again. */
  onRights(listener: () => void): () => void {
    this.#onRights = listener;
    return () => {
      this.#onRights = () => undefined;
    };
  }

  onComments(listener: () => void): () => void {
    this.#onComments = listener;
    return () => {
      this.#onComments = () => undefined;
    };
  }

  /** Resolves when all is saved. Throws when it is known that it cannot be now: what works on the draft at the server would do so without it. */
  flush = async (): Promise<void> => {
    if (this.#store.pending.length === 0 && !this.#inFlight) return;
    await new Promise<void>((resolve) => {
      this.#idle.push(resolve);
      this.#send();
    });
    if (this.#store.pending.length > 0) throw new Error(textsOf('together')('notSavedYet'));
  };

  stop(): void {
    if (this.#store.pending.length > 0) this.#send();
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    clearInterval(this.#look);
    window.removeEventListener('pagehide', this.#leave);
    this.#line.stop();
    this.#people.clear();
  }

  #schedule(ms: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), ms);
  }

  // What was gathered goes out with whoever goes; what does not arrive is kept in the browser.
  #leave = (): void => {
    if (this.#welcome) this.#send();
  };

  // By the socket.
  #soon(): void {
    if (this.#stopped || this.#gathering !== undefined) return;
    const go = () => {
      this.#gathering = undefined;
      if (!this.#stopped) this.#send();
    };
    if (this.#people.snapshot().length > 0 || this.#idle.length > 0) queueMicrotask(go);
    else this.#gathering = setTimeout(go, PAUSE.alone);
  }

  #send(): void {
    if (this.#inFlight !== undefined || this.#calling) return;
    clearTimeout(this.#timer);
    const batch = this.#store.seal();
    if (!batch) return this.#rest('saved');
    if (!this.#welcome && !this.#byHttp) return this.#line.trying ? this.#show('offline') : this.#rest('offline');
    this.#show('saving');
    if (!this.#welcome) {
      this.#calling = this.#save(batch).finally(() => {
        this.#calling = undefined;
        const { pending, state } = this.#store;
        if (pending.length > 0 && state.save !== 'offline' && state.save !== 'forbidden') this.#send();
      });
      return;
    }
    this.#inFlight = batch.clientId;
    this.#line.send({
      type: 'operations',
      base: this.#store.revision,
      clientId: batch.clientId,
      operations: batch.operations,
    });
  }

  // Before the first welcome it is not known whether a socket passes.
  get #byHttp(): boolean {
    return this.#line.failures >= FAILURES;
  }

  // What may not be saved stays so until it was, however often it is tried.
  #show(save: SaveState): void {
    this.#store.setSave(this.#forbidden && save === 'saving' ? 'forbidden' : save);
  }

  #rest(save: Exclude<SaveState, 'waiting' | 'saving'>): void {
    this.#store.setSave(save);
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #take(news: DraftNews): void {
    switch (news.type) {
      case 'welcome':
        this.#welcome = true;
        this.#inFlight = undefined;
        this.#people.welcome(news);
        // Whatever was made meanwhile, in the order in which it was made.
        this.#send();
        return;
      case 'entries':
        return this.#confirm(news.entries);
      case 'done':
        this.#settle(news.clientId, news.dropped);
        this.#setForbidden(false);
        return this.#store.pending.length > 0 ? this.#soon() : this.#send();
      case 'refused':
        if (news.status === 403) return this.#keep(news.message);
        this.#store.onRefused(news.message);
        this.#settle(news.clientId, []);
        return this.#send();
      case 'people':
        return this.#people.change(news);
      case 'comments':
        return this.#onComments();
      default:
        return;
    }
  }

  #settle(clientId: string, dropped: readonly DroppedOperation[]): void {
    if (this.#inFlight === clientId) this.#inFlight = undefined;
    const [first] = dropped;
    if (first && first.code !== 'superseded') this.#store.onRefused(first.message);
    if (this.#store.pending.some((batch) => batch.clientId === clientId)) this.#store.drop(clientId);
  }

  // Kept, shown and tried again: rights that were taken may be given back.
  #keep(message: string): void {
    this.#inFlight = undefined;
    if (!this.#forbidden) this.#store.onRefused(message);
    this.#setForbidden(true);
    this.#rest('forbidden');
    this.#schedule(PAUSE.rights);
  }

  #setForbidden(forbidden: boolean): void {
    if (this.#forbidden === forbidden) return;
    this.#forbidden = forbidden;
    this.#onRights();
  }

  #confirm(entries: readonly DraftEntryWire[]): void {
    const parsed = entriesOf(entries);
    const revision = parsed.at(-1)?.revision ?? this.#store.revision;
    if (!this.#store.confirm({ revision, entries: parsed })) void this.#readAnew();
  }

  #cut(final: number | undefined): void {
    this.#welcome = false;
    this.#inFlight = undefined;
    this.#people.clear();
    if (final !== undefined) this.#onFinal(final);
    const { pending, state } = this.#store;
    // Where HTTP takes its place, a socket that does not pass says nothing of what can be saved.
    if (!this.#byHttp && (pending.length > 0 || state.save !== 'saved')) this.#rest('offline');
    if (this.#byHttp && pending.length > 0 && !this.#forbidden) this.#schedule(PAUSE.http);
  }

  /** One batch by HTTP. */
  async #save(batch: PendingBatch): Promise<void> {
    const { clientId } = batch;
    try {
      const body = { base: this.#store.revision, clientId, operations: batch.operations, merge: true };
      const { data } = await this.#client.call('applyOperations', { params: { key: this.#flowKey }, body });
      this.#confirm(data.operations);
      this.#settle(clientId, data.dropped);
      this.#setForbidden(false);
      if (this.#store.pending.length === 0) this.#rest('saved');
    } catch (error) {
      if (!isRefusal(error)) {
        this.#rest('offline');
        return this.#schedule(PAUSE.retry);
      }
      const message = error.problem.issues?.[0]?.message ?? error.message;
      if (error.status === 403) return this.#keep(message);
      this.#store.onRefused(message);
      this.#settle(clientId, []);
      await this.#readAnew();
      if (this.#store.pending.length === 0) this.#rest('saved');
    }
  }

  // Where no socket passes, others' changes are asked for.
  async #lookByHttp(): Promise<void> {
    if (this.#welcome || !this.#byHttp || this.#calling || window.document.hidden) return;
    const query = { since: this.#store.revision };
    const answer = await this.#client
      .call('draftOperations', { params: { key: this.#flowKey }, query })
      .catch(() => undefined);
    if (!answer || this.#welcome) return;
    this.#confirm(answer.data.entries);
    if (this.#store.state.save === 'offline') this.#send();
  }

  async #readAnew(): Promise<void> {
    const answer = await this.#client.call('readDraft', { params: { key: this.#flowKey } }).catch(() => undefined);
    if (!answer) return;
    const parsed = parseFlowDocument(answer.data);
    const revision = Number(/\d+/.exec(answer.headers.get('etag') ?? '')?.[0]);
    if (!parsed.ok || !Number.isInteger(revision)) return;
    this.#store.reload({ document: parsed.value, revision });
    // Entries that lead on from the new revision, not from the old one.
    this.#line.again();
  }
}

/** Entries as they came over the wire. */
export function entriesOf(entries: readonly DraftEntryWire[]): DraftEntry[] {
  return entries.map((entry) => ({ ...entry, operations: operations.parse(entry.operations) }));
}

function isRefusal(error: unknown): error is ApiError {
  return (
    error instanceof ApiError && error.status >= 400 && error.status < 500 && ![401, 408, 429].includes(error.status)
  );
}
