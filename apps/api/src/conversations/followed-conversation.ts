import type { FollowedState } from '@patchbay/db';
import type { TextPart } from '../fan-out/signal.ts';
import type { OutputItem, OutputListener } from './run-output.ts';
import { parseWriting, type Writing } from './run-state.ts';
import type { StoredEvent } from './stored-event.ts';
import { TextInWriting } from './text-in-writing.ts';

/** Text that is missing is looked up this much later, when it is surely kept. Milliseconds. */
const LOOK_UP_MS = 250;
/** When more waits than this, all is looked up instead. */
const MOST_WAITING = 5_000;

interface FollowedSource {
  eventsAfter(seq: number): Promise<StoredEvent[]>;
  /** JSON of the message in writing, as far as it is kept. */
  writing(): Promise<string | undefined>;
  /** The message in writing of a run of this process. */
  live(): Writing | undefined;
}

type Work =
  | { kind: 'item'; item: OutputItem }
  | { kind: 'part'; part: TextPart }
  | { kind: 'state'; state: FollowedState }
  | { kind: 'events' }
  | { kind: 'text' };

/**
 * A conversation that streams of this process follow, wherever it runs: kept events each once, in their order and without a gap; text in writing as it goes on. One thing
 * is done after another; what comes from this process is passed on at once where nothing is missing before it.
 */
export class FollowedConversation {
  readonly #source: FollowedSource;
  readonly #listeners = new Set<OutputListener>();
  readonly #text = new TextInWriting((part) => this.#tell(liveItem(part)));
  #lastSeq = 0;
  #begun: Promise<void> | undefined;
  #queue: Work[] = [];
  #busy = true;
  #lookUp: NodeJS.Timeout | undefined;

  constructor(source: FollowedSource) {
    this.#source = source;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  get writing(): Writing | undefined {
    return this.#text.current;
  }

  subscribe(listener: OutputListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Goes on from an event that its first listener has had. Rejects when the database is away, and can then be tried again. */
  begin(lastSeq: number): Promise<void> {
    this.#begun ??= this.#begin(lastSeq).catch((error: unknown) => {
      this.#begun = undefined;
      throw error;
    });
    return this.#begun;
  }

  /** A run of this process told something. */
  item(item: OutputItem): void {
    this.#do({ kind: 'item', item });
  }

  /** A process told that something is kept. */
  look(): void {
    this.#do({ kind: 'events' });
  }

  part(part: TextPart): void {
    this.#do({ kind: 'part', part });
  }

  /** How far it is, as the database says. */
  state(state: FollowedState): void {
    this.#do({ kind: 'state', state });
  }

  end(): void {
    clearTimeout(this.#lookUp);
    this.#listeners.clear();
    this.#queue = [];
  }

  // What is being written is known only once all that was kept before it was told: a turn may have ended, and the next one begun, while a reader was shown what came before.
  async #begin(lastSeq: number): Promise<void> {
    this.#lastSeq = lastSeq;
    await this.#readEvents();
    await this.#catchUp();
    const kept = this.#source.live() ? undefined : parseWriting((await this.#source.writing()) ?? null);
    // That it was kept may not have been heard.
    if (kept) await this.#readEvents();
    do await this.#catchUp();
    while (this.#queue.length > 0);
    this.#text.begin(this.#source.live() ?? kept);
    this.#busy = false;
    void this.#work();
  }

  async #catchUp(): Promise<void> {
    for (let work = this.#queue.shift(); work; work = this.#queue.shift()) await this.#take(work);
  }

  #do(work: Work): void {
    if (this.#queue.length >= MOST_WAITING) this.#queue = [{ kind: 'events' }, { kind: 'text' }];
    else if (work.kind !== 'events' || this.#queue.at(-1)?.kind !== 'events') this.#queue.push(work);
    if (!this.#busy) void this.#work();
  }

  // Runs without a pause, within the call, as long as nothing has to be asked for.
  async #work(): Promise<void> {
    this.#busy = true;
    for (let work = this.#queue.shift(); work; work = this.#queue.shift()) {
      const asked = this.#take(work);
      // What could not be read is found at the next look.
      if (asked) await asked.catch(() => undefined);
    }
    this.#busy = false;
    if (this.#text.hasGap) this.#lookUp ??= setTimeout(() => this.#lookUpText(), LOOK_UP_MS);
  }

  #take(work: Work): Promise<void> | undefined {
    switch (work.kind) {
      case 'item':
        return this.#takeItem(work.item);
      case 'part':
        return this.#takePart(work.part);
      case 'state':
        return this.#takeState(work.state);
      case 'events':
        return this.#readEvents();
      case 'text':
        return this.#readText();
      default:
        return work satisfies never;
    }
  }

  #takeItem(item: OutputItem): Promise<void> | undefined {
    if (item.kind === 'live') {
      if (item.part) return this.#takePart(item.part);
      this.#tell(item);
      return undefined;
    }
    if (item.event.seq > this.#lastSeq + 1) return this.#readEvents();
    this.#takeEvent(item.event);
    return undefined;
  }

  // Who ended the last message, and who writes the next, may be two processes: nobody says which of them is heard first.
  #takePart(part: TextPart): Promise<void> | undefined {
    if (!this.#text.isNext(part)) return void this.#text.add(part);
    return this.#readEvents().then(() => this.#text.add(part));
  }

  async #takeState({ lastSeq, writing }: FollowedState): Promise<void> {
    if (lastSeq > this.#lastSeq) await this.#readEvents();
    const kept = parseWriting(writing);
    if (kept && !this.#source.live()) this.#text.kept(kept);
  }

  async #readEvents(): Promise<void> {
    for (const event of await this.#source.eventsAfter(this.#lastSeq)) this.#takeEvent(event);
  }

  async #readText(): Promise<void> {
    const writing = parseWriting((await this.#source.writing()) ?? null);
    if (writing && this.#text.isNext(writing)) await this.#readEvents();
    if (writing) this.#text.kept(writing);
  }

  #lookUpText(): void {
    this.#lookUp = undefined;
    if (this.#listeners.size > 0) this.#do({ kind: 'text' });
  }

  #takeEvent(event: StoredEvent): void {
    if (event.seq <= this.#lastSeq) return;
    this.#lastSeq = event.seq;
    const type = typeOf(event);
    if (type === 'message') {
      const { id, text }: { id: string; text: string } = JSON.parse(event.json);
      this.#text.whole({ messageId: id, text });
    } else if (type === 'turn.completed' || type === 'conversation.closed') this.#text.over();
    this.#tell({ kind: 'kept', event });
  }

  #tell(item: OutputItem): void {
    for (const listener of this.#listeners) listener(item);
  }
}

function liveItem(part: TextPart): OutputItem {
  return { kind: 'live', json: JSON.stringify({ type: 'message.delta', ...part }), part };
}

// Its place in the text is known: see `storedEvent`.
function typeOf({ json }: StoredEvent): string | undefined {
  return /^\{"seq":\d+,"type":"([^"]+)"/.exec(json)?.[1];
}
