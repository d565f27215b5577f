import { isRecord } from '../is-record.ts';
import { identicalJson } from '../json/identical-json.ts';
import { longestRise } from './longest-rise.ts';
import { type ValueEdit, valueEdits } from './value-edits.ts';

interface Lists {
  before: readonly unknown[];
  after: readonly unknown[];
  path: readonly (string | number)[];
}

/**
 * Changes that lead from one list to another, item by item: items with an id, key or name of their own are followed wherever they went, so that nobody's
 * change of another item is touched; of others, those that are alike at both ends stay.
 */
export function listEdits(lists: Lists): ValueEdit[] {
  const before = namesOf(lists.before);
  const after = namesOf(lists.after);
  return before && after ? followed({ ...lists, names: { before, after } }) : aligned(lists);
}

// The name of each item, when every one has one and no two the same.
function namesOf(items: readonly unknown[]): string[] | undefined {
  const names: string[] = [];
  for (const item of items) {
    const name = isRecord(item) ? (item.id ?? item.key ?? item.name) : undefined;
    if (typeof name !== 'string') return undefined;
    names.push(name);
  }
  return new Set(names).size === names.length ? names : undefined;
}

function followed({ before, after, path, names }: Lists & { names: { before: string[]; after: string[] } }) {
  const edits: ValueEdit[] = [];
  const goal = new Map(names.after.map((name, index) => [name, index]));
  const staying = names.before.filter((name) => goal.has(name));
  const rise = longestRise(staying.map((name) => goal.get(name) ?? 0));
  const still = new Set(rise.map((place) => staying[place]));
  const now = [...names.before];
  for (let index = now.length - 1; index >= 0; index--) {
    if (still.has(now[index])) continue;
    now.splice(index, 1);
    edits.push({ path: [...path, index] });
  }
  const old = new Map(names.before.map((name, index) => [name, before[index]]));
  for (const [index, value] of after.entries()) {
    const name = names.after[index];
    const step = [...path, index];
    if (name !== undefined && still.has(name))
      edits.push(...valueEdits({ before: old.get(name), after: value, path: step }));
    else edits.push({ path: step, value, places: [index] });
  }
  return edits;
}

function aligned({ before, after, path }: Lists): ValueEdit[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && identicalJson(before[head], after[head])) head++;
  let tail = 0;
  while (tail < shorter - head && identicalJson(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  const edits: ValueEdit[] = [];
  const both = shorter - tail;
  for (let index = head; index < both; index++)
    edits.push(...valueEdits({ before: before[index], after: after[index], path: [...path, index] }));
  for (let index = before.length - tail - 1; index >= both; index--) edits.push({ path: [...path, index] });
  for (let index = both; index < after.length - tail; index++)
    edits.push({ path: [...path, index], value: after[index], places: [index] });
  return edits;
}
