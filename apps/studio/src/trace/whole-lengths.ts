import type { Cut } from '@patchbay/api-contract';
import { isRecord } from '@patchbay/flow-spec';

// Beside the lists, which are handed on as they are: what reads them finds in them what templates would find, and nothing else.
const lengths = new WeakMap<object, number>();

/** Remembers of what was told in part how long its lists really are. */
export function noteCuts(told: { cut?: Cut | undefined }): void {
  for (const { path, length } of told.cut ?? []) {
    const place = valueAt(told, path);
    if (Array.isArray(place)) lengths.set(place, length);
  }
}

/** How many items a list really has, where it was told in part; undefined where it is whole. */
export function wholeLength(value: unknown): number | undefined {
  return Array.isArray(value) ? lengths.get(value) : undefined;
}

/** What is at a path, of a value of JSON. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let at = value;
  for (const key of path) {
    if (Array.isArray(at)) at = at[Number(key)];
    else if (isRecord(at)) at = Object.hasOwn(at, key) ? at[key] : undefined;
    else return undefined;
  }
  return at;
}
