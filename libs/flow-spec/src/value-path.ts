import { isRecord } from './is-record.ts';

/** Steps into a JSON value: a text is a key of an object, a number the index of a list. */
export type ValuePath = readonly (string | number)[];

export function valueAt(value: unknown, path: ValuePath): unknown {
  let current = value;
  for (const step of path) {
    if (Array.isArray(current) && typeof step === 'number') current = current[step];
    else if (isRecord(current) && typeof step === 'string' && Object.hasOwn(current, step)) current = current[step];
    else return undefined;
  }
  return current;
}
