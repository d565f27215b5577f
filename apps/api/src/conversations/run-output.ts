import type { TextPart } from '../fan-out/signal.ts';
import type { Writing } from './run-state.ts';
import type { StoredEvent } from './stored-event.ts';

/** What a conversation tells its listeners: an event that is kept, or one that is only shown now (a part of an answer, a step of a trace, where a test stands). */
export type OutputItem =
  | { kind: 'kept'; event: StoredEvent }
  /** `part`: what the JSON says, of a part of an answer. */
  | { kind: 'live'; json: string; part?: TextPart };
export type OutputListener = (item: OutputItem) => void;

/** What one run has shown so far, and what it shows next. */
export class RunOutput {
  /** Kept events of the run that are committed. */
  readonly events: StoredEvent[] = [];
  readonly #listeners = new Set<OutputListener>();
  readonly #forward: OutputListener;
  #shown: OutputItem[] | undefined;
  #writing: Writing | undefined;
  #state: OutputItem | undefined;

  /** `remembers`: who comes later is told the steps of the run too, in their order. */
  constructor({ forward, remembers = false }: { forward: OutputListener; remembers?: boolean }) {
    this.#forward = forward;
    this.#shown = remembers ? [] : undefined;
  }

  /** What a reader who comes now has missed, the message in writing apart. */
  get shown(): readonly OutputItem[] {
    const shown: OutputItem[] = this.#shown ?? this.events.map((event) => ({ kind: 'kept', event }));
    return this.#state ? [...shown, this.#state] : shown;
  }

  /** What the run had shown before this process took it over. */
  restore({ events, writing }: { events: readonly StoredEvent[]; writing: Writing | undefined }): void {
    this.events.push(...events);
    this.#writing = writing;
  }

  /** The message in writing, as far as it is. */
  get writing(): Writing | undefined {
    return this.#writing;
  }

  kept(events: readonly StoredEvent[]): void {
    for (const event of events) {
      this.events.push(event);
      this.#show({ kind: 'kept', event });
    }
  }

  delta({ messageId, attempt, offset, text }: TextPart): void {
    const before = this.#writing;
    const goesOn = before?.messageId === messageId && before.attempt === attempt;
    this.#writing = { messageId, attempt, text: goesOn ? before.text + text : text };
    this.#tell(itemOf({ messageId, attempt, offset, text }));
  }

  /** The parts of a message that is kept as a whole with what follows: who comes later is told them too. */
  whole(parts: readonly TextPart[]): void {
    this.#shown ??= this.events.map((event) => ({ kind: 'kept', event }));
    for (const { messageId, attempt, offset, text } of parts) this.#show(itemOf({ messageId, attempt, offset, text }));
  }

  /** The message of that id is whole, so that nobody needs its parts any more. */
  written(messageId: string): void {
    if (this.#writing?.messageId === messageId) this.#writing = undefined;
  }

  live(json: string): void {
    this.#show({ kind: 'live', json });
  }

  /** Where the run stands: who comes later is told the newest alone. */
  state(json: string): void {
    this.#state = { kind: 'live', json };
    this.#tell(this.#state);
  }

  /** All that is written so far of the message in writing, as one delta; undefined when none is. */
  catchUp(): string | undefined {
    const writing = this.#writing;
    if (!writing) return undefined;
    return JSON.stringify({ type: 'message.delta', ...writing, offset: 0 });
  }

  /** Hears what follows; gives the way to stop it. */
  subscribe(listener: OutputListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #show(item: OutputItem): void {
    this.#shown?.push(item);
    this.#tell(item);
  }

  #tell(item: OutputItem): void {
    this.#forward(item);
    for (const listener of this.#listeners) listener(item);
  }
}

function itemOf(part: TextPart): OutputItem {
  return { kind: 'live', json: JSON.stringify({ type: 'message.delta', ...part }), part };
}
