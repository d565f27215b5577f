import { isRecord } from './widget-props.ts';

/** Of items that are neither the same nor of one id, so many are compared with each other by how like they are. */
const MOST_COMPARED = 50;

/**
 * Where each item of a list stood in the list before it, undefined for those that are new: whoever added, removed, moved or changed some of them. Items that are the same come first, then those of
 * one id, then what is left between two that are known, the most alike of it.
 */
export function ledItems({
  before,
  after,
  idOf,
}: {
  before: readonly unknown[];
  after: readonly unknown[];
  idOf?: ((item: unknown) => unknown) | undefined;
}): (number | undefined)[] {
  const [was, is] = [before.map(textOf), after.map(textOf)];
  const led: (number | undefined)[] = after.map(() => undefined);
  const shorter = Math.min(was.length, is.length);
  let start = 0;
  while (start < shorter && was[start] === is[start]) led[start] = start++;
  let end = 0;
  while (end < shorter - start && was[was.length - 1 - end] === is[is.length - 1 - end]) end++;
  for (let back = 1; back <= end; back++) led[is.length - back] = was.length - back;

  const free = new Set([...before.keys()].slice(start, before.length - end));
  const lead = (names: readonly unknown[], next: readonly unknown[]) => {
    const places = new Map<unknown, number[]>();
    for (const index of free) places.set(names[index], [...(places.get(names[index]) ?? []), index]);
    for (const [index, name] of next.entries()) {
      if (led[index] !== undefined || name === undefined) continue;
      const found = places.get(name)?.shift();
      if (found === undefined) continue;
      led[index] = found;
      free.delete(found);
    }
  };
  lead(was, is);
  if (idOf) lead(before.map(idOf), after.map(idOf));

  for (const { own, others } of gapsOf({ led, free, size: before.length }))
    for (const [place, index] of pairsOf({ before, after, own, others })) led[index] = place;
  return led;
}

/** What is left of both lists between two items that are known: indexes of `own` now, of `others` before. */
function gapsOf({
  led,
  free,
  size,
}: {
  led: readonly (number | undefined)[];
  free: ReadonlySet<number>;
  size: number;
}): { own: number[]; others: number[] }[] {
  if (free.size === 0) return [];
  const gaps: { own: number[]; others: number[] }[] = [];
  let own: number[] = [];
  let from = -1;
  for (const [index, place] of [...led, size].entries()) {
    if (place === undefined) own.push(index);
    else {
      const others = own.length > 0 ? [...free].filter((one) => one > from && one < place) : [];
      if (others.length > 0) gaps.push({ own, others });
      own = [];
      from = place;
    }
  }
  return gaps;
}

/** As many as there were: in their order, however they were changed. Otherwise those that are most alike. */
function pairsOf({
  before,
  after,
  own,
  others,
}: {
  before: readonly unknown[];
  after: readonly unknown[];
  own: readonly number[];
  others: readonly number[];
}): (readonly [place: number, index: number])[] {
  if (own.length === others.length || Math.max(own.length, others.length) > MOST_COMPARED)
    return own.flatMap((index, at) => (others[at] === undefined ? [] : [[others[at], index] as const]));
  const pairs = own
    .flatMap((index) => others.map((place) => ({ place, index, alike: likeness(before[place], after[index]) })))
    .sort((one, other) => other.alike - one.alike);
  const taken = { places: new Set<number>(), indexes: new Set<number>() };
  return pairs.flatMap(({ place, index }) => {
    if (taken.places.has(place) || taken.indexes.has(index)) return [];
    taken.places.add(place);
    taken.indexes.add(index);
    return [[place, index] as const];
  });
}

/** How much of two values is the same, from 0 to 1. */
function likeness(one: unknown, other: unknown): number {
  if (one === other) return 1;
  if (typeof one === 'string' && typeof other === 'string') return sharedEnds(one, other);
  if (!isHolder(one) || !isHolder(other)) return 0;
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  if (keys.length === 0) return 1;
  const shared = keys.map((key) => likeness(Reflect.get(one, key), Reflect.get(other, key)));
  return shared.reduce((sum, part) => sum + part, 0) / keys.length;
}

function isHolder(value: unknown): value is object {
  return isRecord(value) || Array.isArray(value);
}

function sharedEnds(one: string, other: string): number {
  const [longer, shorter] = one.length > other.length ? [one, other] : [other, one];
  let start = 0;
  while (start < shorter.length && longer[start] === shorter[start]) start++;
  let end = 0;
  while (end < shorter.length - start && longer.at(-1 - end) === shorter.at(-1 - end)) end++;
  return (start + end) / longer.length;
}

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? '';
}
