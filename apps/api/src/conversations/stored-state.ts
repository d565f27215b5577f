import { problems } from '../platform/http/problems.ts';

/** One way in which a kind of state is stored: plain JSON with `format`, its number. */
export interface StateFormat<Value> {
  /** Brings it to what this release works with. Throws for what does not fit. */
  read(json: unknown): Value;
  /** As releases that know this format and none later read it. */
  write(value: Value): object;
}

/**
 * A kind of state that is stored and gone on with by this and other releases: a release reads the formats of its own and of the one before it, and writes the newest that
 * every process beside it reads.
 */
export class StoredState<Value> {
  readonly #what: string;
  readonly #formats: ReadonlyMap<number, StateFormat<Value>>;

  constructor({ what, formats }: { what: string; formats: ReadonlyMap<number, StateFormat<Value>> }) {
    this.#what = what;
    this.#formats = formats;
  }

  get numbers(): number[] {
    return [...this.#formats.keys()].sort((a, b) => a - b);
  }

  /** Whether a newer release wrote it. */
  isNewer(text: string): boolean {
    const number = formatOf(JSON.parse(text));
    return typeof number === 'number' && number > Math.max(...this.numbers);
  }

  /** Throws 503 for what a newer release wrote: a process of that release can go on with it. */
  read(text: string): Value {
    const json: unknown = JSON.parse(text);
    const number = formatOf(json);
    const format = typeof number === 'number' ? this.#formats.get(number) : undefined;
    if (format) return format.read(json);
    const message = `The ${this.#what} has format ${String(number)}, which this release cannot read.`;
    throw problems.unavailable({ seconds: 5, message });
  }

  /** `newest`: format number that may be written at most. */
  write({ value, newest }: { value: Value; newest: number }): string {
    const number = this.numbers.findLast((one) => one <= newest);
    const format = number === undefined ? undefined : this.#formats.get(number);
    if (!format) throw new Error(`The ${this.#what} cannot be written in format ${newest}.`);
    return JSON.stringify(format.write(value));
  }
}

function formatOf(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined;
}
