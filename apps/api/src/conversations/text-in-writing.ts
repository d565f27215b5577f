import type { TextPart } from '../fan-out/signal.ts';
import type { Writing } from './run-state.ts';

const MOST_AHEAD = 2_000;
const MOST_WHOLE = 50;

/**
 * A message in writing, put together from parts that may come twice, late or not at all, and from what is kept of it. What `show` is called with goes on
 * without a gap; a higher attempt begins anew.
 */
export class TextInWriting {
  readonly #show: (part: TextPart) => void;
  #writing: Writing | undefined;
  /** Parts that came before those that they follow. */
  #ahead: TextPart[] = [];
  /** Messages that are whole: their parts are of no use any more. */
  readonly #whole = new Set<string>();

  constructor(show: (part: TextPart) => void) {
    this.#show = show;
  }

  get current(): Writing | undefined {
    return this.#writing;
  }

  /** Whether something is missing that only the database tells. */
  get hasGap(): boolean {
    return this.#ahead.length > 0;
  }

  begin(writing: Writing | undefined): void {
    if (writing && !this.#whole.has(writing.messageId)) this.#writing ??= writing;
  }

  /** Whether it is another message than the one in writing, which then has ended. */
  isNext({ messageId }: { messageId: string }): boolean {
    const { current } = this;
    return current !== undefined && current.messageId !== messageId && !this.#whole.has(messageId);
  }

  add(part: TextPart): void {
    if (this.#whole.has(part.messageId)) return;
    const { current } = this;
    const same = current?.messageId === part.messageId;
    if (same && part.attempt < current.attempt) return;
    if (same && part.attempt === current.attempt && part.offset <= current.text.length)
      return this.#goOn({ current, text: part.text.slice(current.text.length - part.offset) });
    if (part.offset === 0) return this.#anew(part);
    this.#ahead.push(part);
    if (this.#ahead.length > MOST_AHEAD) this.#ahead.shift();
  }

  /** What is kept of it, which may be older than what was shown. */
  kept(writing: Writing): void {
    const { messageId, attempt, text } = writing;
    const { current } = this;
    if (this.#whole.has(messageId)) return;
    if (current?.messageId === messageId) {
      if (attempt < current.attempt) return;
      if (attempt === current.attempt) this.#goOn({ current, text: text.slice(current.text.length) });
      else this.#anew({ ...writing, offset: 0 });
      // Ids rise with time: an older message's text may be kept longer than it is shown.
    } else if (!current || messageId > current.messageId) this.#anew({ ...writing, offset: 0 });
    const ahead = this.#ahead;
    this.#ahead = [];
    for (const part of ahead) this.add(part);
  }

  /** The message is kept as a whole: what of it was not shown yet is, so that the parts add up to it. */
  whole({ messageId, text }: { messageId: string; text: string }): void {
    const { current } = this;
    if (current?.messageId === messageId) {
      if (text.startsWith(current.text)) this.#goOn({ current, text: text.slice(current.text.length) });
      else this.#anew({ messageId, attempt: current.attempt + 1, offset: 0, text });
    }
    this.#whole.add(messageId);
    if (this.#whole.size > MOST_WHOLE)
      for (const oldest of this.#whole) {
        this.#whole.delete(oldest);
        break;
      }
    if (this.#writing?.messageId === messageId) this.#writing = undefined;
    this.#ahead = this.#ahead.filter((part) => part.messageId !== messageId);
  }

  /** Nothing is in writing any more. */
  over(): void {
    this.#writing = undefined;
    this.#ahead = [];
  }

  #goOn({ current, text }: { current: Writing; text: string }): void {
    if (text === '') return;
    const offset = current.text.length;
    this.#writing = { ...current, text: current.text + text };
    this.#show({ messageId: current.messageId, attempt: current.attempt, offset, text });
  }

  #anew(part: TextPart): void {
    const { messageId, attempt, text } = part;
    this.#writing = { messageId, attempt, text };
    this.#ahead = this.#ahead.filter((one) => one.messageId === messageId && one.attempt >= attempt);
    this.#show({ messageId, attempt, offset: 0, text });
  }
}
