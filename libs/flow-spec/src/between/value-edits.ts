import { isRecord } from '../is-record.ts';
import { identicalJson } from '../json/identical-json.ts';
import { placeOf } from '../json/keys-in-place.ts';
import { listEdits } from './list-edits.ts';

/** One change inside a value: put in with a value, taken out without. */
export interface ValueEdit {
  path: (string | number)[];
  value?: unknown;
  places?: number[];
}

/** Changes that lead from one object to another, in the order that they are to be made. Keys that only changed their order are not told. */
export function recordEdits({
  before,
  after,
  path = [],
}: {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  path?: readonly (string | number)[];
}): ValueEdit[] {
  const edits: ValueEdit[] = [];
  for (const key of Object.keys(before)) if (after[key] === undefined) edits.push({ path: [...path, key] });
  for (const [key, value] of Object.entries(after)) {
    const step = [...path, key];
    if (!Object.hasOwn(before, key)) edits.push({ path: step, value, places: [placeOf(after, key) ?? 0] });
    else edits.push(...valueEdits({ before: before[key], after: value, path: step }));
  }
  return edits;
}

/** Changes that lead from one value to another at a path; the shortest whole ones where the two are of different kinds. */
export function valueEdits({
  before,
  after,
  path,
}: {
  before: unknown;
  after: unknown;
  path: readonly (string | number)[];
}): ValueEdit[] {
  if (identicalJson(before, after)) return [];
  if (isRecord(before) && isRecord(after)) return recordEdits({ before, after, path });
  if (Array.isArray(before) && Array.isArray(after)) return listEdits({ before, after, path });
  return [{ path: [...path], value: after }];
}
