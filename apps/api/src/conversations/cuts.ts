import type { CutPlace } from '@patchbay/runtime';

/** Places that are told; a value of very many long ones has the first of them. */
const MOST_PLACES = 1_000;

/** What was cut while a value was looked through. */
export class Cuts {
  readonly places: CutPlace[] = [];
  /** Where the look is; who goes deeper pushes and pops. */
  readonly path: CutPlace['path'] = [];
  readonly #before: ReadonlyMap<string, number>;

  /** `before`: what was cut of the value when it was looked through before. */
  constructor(before: readonly CutPlace[] = []) {
    this.#before = new Map(before.map(({ path, length }) => [keyOf(path), length]));
  }

  /** Notes the place where the look is, if it is cut now or was before. Gives how long what stands there really is. */
  note({ length, most }: { length: number; most: number }): number {
    const before = this.#before.size > 0 ? this.#before.get(keyOf(this.path)) : undefined;
    const whole = before ?? length;
    if ((before !== undefined || length > most) && this.places.length < MOST_PLACES)
      this.places.push({ path: [...this.path], length: whole });
    return whole;
  }
}

function keyOf(path: CutPlace['path']): string {
  return JSON.stringify(path);
}
