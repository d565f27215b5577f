import { problems } from '../platform/http/problems.ts';

interface EventFields {
  type: string;
  fields: object;
}

/** One way in which events are stored. */
export interface EventFormat {
  /** The fields of a stored event as this release shows them. */
  read(event: EventFields): object;
  /** What is shown, as releases that know this format and none later read it. */
  write(event: EventFields): object;
}

/** No field of an event begins so: a body without it is of format 1, and the many events of the first format need no room for their number. */
const MARK = '{"$format":';

/**
 * The format of events, which is a number in each: a release reads its own and the one before it, and writes the newest that every process beside it reads. What is stored
 * never changes; readers bring it to what they show.
 */
export class EventFormats {
  readonly #formats: ReadonlyMap<number, EventFormat | 'as shown'>;
  readonly #numbers: readonly number[];

  constructor(formats: ReadonlyMap<number, EventFormat | 'as shown'>) {
    this.#formats = formats;
    this.#numbers = [...formats.keys()].sort((a, b) => a - b);
  }

  get numbers(): readonly number[] {
    return this.#numbers;
  }

  /** The body to store. `newest`: format number that may be written at most. */
  write({ type, fields, newest }: EventFields & { newest: number }): string {
    const number = this.#numbers.findLast((one) => one <= newest);
    const format = number === undefined ? undefined : this.#formats.get(number);
    if (number === undefined || format === undefined) throw new Error(`Events cannot be written in format ${newest}.`);
    const stored = format === 'as shown' ? fields : format.write({ type, fields });
    return number === 1 ? JSON.stringify(stored) : JSON.stringify({ $format: number, ...stored });
  }

  /** JSON object of the fields to show. Throws 503 for what a newer release wrote: a process of that release can show it. */
  read({ type, body }: { type: string; body: string }): string {
    const isFirst = !body.startsWith(MARK);
    if (isFirst && this.#formats.get(1) === 'as shown') return body;
    const { $format: number = 1, ...fields }: { $format?: number } = JSON.parse(body);
    const format = this.#formats.get(number);
    if (format === undefined)
      throw problems.unavailable({
        seconds: 5,
        message: `An event has format ${number}, which this release cannot read.`,
      });
    return JSON.stringify(format === 'as shown' ? fields : format.read({ type, fields }));
  }
}

/** The formats that this release reads. */
export const eventFormats = new EventFormats(new Map([[1, 'as shown']]));
