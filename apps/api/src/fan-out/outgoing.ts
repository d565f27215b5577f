import type { Signal, TextPart } from './signal.ts';

/** UTF-16 units of text, and ids, in one signal: so that it fits a packet even where each unit takes six bytes. */
const MOST_UNITS = 1_100;
const MOST_IDS = 150;
/** More than this in 10 ms is not waited with: who follows looks into the database. */
const MOST_SIGNALS = 20_000;

/** What is to be told next, put together: a conversation's wake-ups once, its text in one piece. */
export class Outgoing {
  #signals: Signal[] = [];
  /** By conversation, what was last added for it. */
  readonly #last = new Map<string, Signal>();
  dropped = 0;

  get empty(): boolean {
    return this.#signals.length === 0;
  }

  add(signal: Signal): void {
    if (this.#signals.length >= MOST_SIGNALS) {
      this.dropped += 1;
      return;
    }
    if (!('conversationId' in signal)) {
      const known = this.#signals.findIndex((one) => isSame(one, signal));
      // What was said of it before is out of date.
      if (known >= 0) this.#signals[known] = signal;
      else this.#signals.push(signal);
      return;
    }
    const last = this.#last.get(signal.conversationId);
    if (last && last.kind === signal.kind) {
      if (signal.kind !== 'text') return;
      if (last.kind === 'text' && goesOn(last.part, signal.part)) {
        last.part.text += signal.part.text;
        return;
      }
    }
    const own: Signal = signal.kind === 'text' ? { ...signal, part: { ...signal.part } } : signal;
    this.#signals.push(own);
    this.#last.set(signal.conversationId, own);
  }

  /** All of it, in pieces that fit packets; nothing is left here. */
  take(): Signal[] {
    const signals = this.#signals.flatMap(pieces);
    this.#signals = [];
    this.#last.clear();
    return signals;
  }
}

function goesOn(before: TextPart, next: TextPart): boolean {
  return (
    before.messageId === next.messageId &&
    before.attempt === next.attempt &&
    before.offset + before.text.length === next.offset
  );
}

// Those with lists are put together where they are made.
function isSame(one: Signal, other: Signal): boolean {
  if (one.kind === 'epoch' && other.kind === 'epoch') return one.workspaceId === other.workspaceId;
  if (one.kind === 'person' && other.kind === 'person') return one.id === other.id;
  if ((one.kind === 'draft' || one.kind === 'comments') && one.kind === other.kind) return one.flowId === other.flowId;
  return one.kind === other.kind && one.kind !== 'follow' && one.kind !== 'epoch' && one.kind !== 'person';
}

function pieces(signal: Signal): Signal[] {
  if (signal.kind === 'text') {
    const { text, offset } = signal.part;
    return slices(text.length, MOST_UNITS).map((from) => ({
      ...signal,
      part: { ...signal.part, offset: offset + from, text: text.slice(from, from + MOST_UNITS) },
    }));
  }
  if (signal.kind === 'follow')
    return slices(signal.conversationIds.length, MOST_IDS).map((from) => ({
      ...signal,
      conversationIds: signal.conversationIds.slice(from, from + MOST_IDS),
    }));
  return [signal];
}

function slices(length: number, most: number): number[] {
  return Array.from({ length: Math.ceil(length / most) }, (_, index) => index * most);
}
