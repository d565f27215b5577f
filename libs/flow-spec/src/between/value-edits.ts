import { isRecord } from '../is-record.ts';
import { identicalJson } from '../json/identical-json.ts';
import { placeOf } from '../json/keys-in-place.ts';

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
  path?: (string | number)[];
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

function valueEdits({
  before,
  after,
  path,
}: {
  before: unknown;
  after: unknown;
  path: (string | number)[];
}): ValueEdit[] {
  if (identicalJson(before, after)) return [];
  if (isRecord(before) && isRecord(after)) return recordEdits({ before, after, path });
  if (Array.isArray(before) && Array.isArray(after)) return listEdits({ before, after, path });
  return [{ path, value: after }];
}

// Items put in or taken out at one place are told one by one; a list that changed otherwise is told whole.
function listEdits({
  before,
  after,
  path,
}: {
  before: unknown[];
  after: unknown[];
  path: (string | number)[];
}): ValueEdit[] {
  if (before.length === after.length)
    return before.flatMap((item, index) => valueEdits({ before: item, after: after[index], path: [...path, index] }));
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && identicalJson(before[head], after[head])) head++;
  let tail = 0;
  while (tail < shorter - head && identicalJson(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  if (head + tail < shorter) return [{ path, value: after }];
  return before.length > after.length
    ? before.slice(head, before.length - tail).map(() => ({ path: [...path, head] }))
    : after
        .slice(head, after.length - tail)
        .map((value, offset) => ({ path: [...path, head + offset], value, places: [head + offset] }));
}
