import type { FlowDocument } from '@patchbay/flow-spec';
import { isRecord } from '@patchbay/flow-spec';
import type { Suggestion } from '@patchbay/node-form';
import { pathInto } from '../trace/template-path.ts';
import { wholeLength } from '../trace/whole-lengths.ts';
import { nearestFirst } from './nearest-first.ts';
import { type Say, savedBy } from './suggestions-at.ts';
import type { SeenValues } from './seen-values.ts';

/** How much is offered: paths in all and under one name, entries of one object, steps of a path below its name; and of a text, characters. */
const MOST = { all: 1_000, underOne: 120, entries: 40, depth: 6, characters: 60 };

interface Options {
  seen: SeenValues;
  document: FlowDocument;
  nodeId: string;
  t: Say;
}

/** Paths in what tests saw that a template at a node can read, with what they held: variables, those that nodes right before it save foremost, and results of nodes before it. */
export function seenSuggestions({ seen, document, nodeId, t }: Options): Suggestion[] {
  const { upstream } = nearestFirst({ document, nodeId });
  const variables = new Set([...upstream.flatMap(savedBy), ...Object.keys(seen.vars)]);
  const roots = [
    ...[...variables].map((key) => ({ path: `vars.${key}`, value: seen.vars[key] })),
    ...upstream.map(({ id }) => ({ path: `nodes.${id}`, value: seen.nodes[id] })),
  ];
  return roots.flatMap((root) => within({ ...root, t })).slice(0, MOST.all);
}

interface Place {
  path: string;
  value: unknown;
}

/** A value and what it holds, what is near its top first. Of a list its length and its first item stand for all. */
function within({ path, value, t }: Place & { t: Say }): Suggestion[] {
  const found: Suggestion[] = [];
  let level: Place[] = [{ path, value }];
  for (let depth = 0; depth <= MOST.depth && level.length > 0 && found.length < MOST.underOne; depth++) {
    const told = level.filter((one) => one.value !== undefined && one.value !== null);
    found.push(...told.map((one) => ({ path: one.path, detail: t('lastSeen', { value: shortText(one.value, t) }) })));
    level = told.slice(0, MOST.underOne).flatMap(partsOf);
  }
  return found.slice(0, MOST.underOne);
}

function partsOf({ path, value }: Place): Place[] {
  if (Array.isArray(value))
    return [
      { path: `${path}.size`, value: wholeLength(value) ?? value.length },
      { path: `${path}.first`, value: value[0] },
    ];
  if (!isRecord(value)) return [];
  return Object.entries(value)
    .slice(0, MOST.entries)
    .map(([key, inner]) => ({ path: pathInto(path, key), value: inner }));
}

function shortText(value: unknown, t: Say): string {
  if (Array.isArray(value)) return t('seenItems', { count: wholeLength(value) ?? value.length });
  const text = isRecord(value) ? Object.keys(value).slice(0, MOST.entries).join(', ') : String(value);
  const line = text
    .slice(0, 4 * MOST.characters)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > MOST.characters ? `${line.slice(0, MOST.characters - 1)}…` : line;
}
