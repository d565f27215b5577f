import type { NewEvent } from '@patchbay/db';
import type { ReplyPart } from '@patchbay/node-kit';
import type { RunOutput } from './run-output.ts';

type Delta = Extract<ReplyPart, { type: 'message.delta' }>;

/** A message in writing is kept at least so often: what is written later than that may be asked anew after a crash. Milliseconds, UTF-16 units. */
const EVERY_MS = 250;
const EVERY_UNITS = 2_048;

/** Shows a message as it is written, and keeps how far it is: so little is lost with the process, and readers at other replicas see it too. */
export class WritingKeeper {
  readonly #output: RunOutput;
  readonly #write: () => Promise<void>;
  #unkept = 0;
  #busy = false;
  #ended = false;
  #timer: NodeJS.Timeout | undefined;

  constructor({ output, write }: { output: RunOutput; write: () => Promise<void> }) {
    this.#output = output;
    this.#write = write;
  }

  show(delta: Delta): void {
    this.#output.delta(delta);
    if (this.#ended) return;
    this.#unkept += delta.text.length;
    // A new attempt is kept at once: one that comes after a crash must count on from it.
    const anew = delta.attempt > 1 && delta.offset === 0;
    if (this.#unkept >= EVERY_UNITS || anew) void this.#keep();
    else this.#timer ??= setTimeout(() => void this.#keep(), EVERY_MS);
  }

  /** JSON of the message in writing; null when there is none, or it is whole among these events. */
  toJson(events: readonly NewEvent[] = []): string | null {
    const { writing } = this.#output;
    if (!writing || events.some((event) => event.type === 'message' && event.body.includes(`"${writing.messageId}"`)))
      return null;
    return JSON.stringify(writing);
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  async #keep(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#busy || this.#ended || !this.#output.writing) return;
    this.#busy = true;
    this.#unkept = 0;
    await this.#write();
    this.#busy = false;
    if (this.#unkept > 0 && !this.#ended) this.#timer ??= setTimeout(() => void this.#keep(), EVERY_MS);
  }
}
