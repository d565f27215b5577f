import { type FlowDocument, isRecord } from '@patchbay/flow-spec';
import type { Suggestion } from '@patchbay/node-form';
import { pathInto } from '../trace/template-path.ts';
import { wholeLength } from '../trace/whole-lengths.ts';
import { nearestFirst } from './nearest-first.ts';
import { type Say, savedBy } from './suggestions-at.ts';
import type { SeenValues } from './seen-values.ts';

/** How much is offered: paths in all and under one name, entries of one object, steps of a path below its name; and of a text, characters. */
const MOST = { all: 500, underOne: 100, entries: 40, depth: 6, characters: 60 };

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
  const found: Suggestion[] = [];
  for (const root of roots) {
    const most = Math.min(MOST.underOne, MOST.all - found.length);
    if (most === 0) break;
    found.push(...within({ ...root, most }).map(({ path, value }) => ({ path, detail: lastSeen({ value, t }) })));
  }
  return found;
}

interface Place {
  path: string;
  value: unknown;
}

/** A value and what it holds, what is near its top first. Of a list its length and its first item stand for all. */
function within({ most, ...root }: Place & { most: number }): Place[] {
  const found: Place[] = [];
  let level: Place[] = [root];
  for (let depth = 0; depth <= MOST.depth && level.length > 0; depth++) {
    const below: Place[] = [];
    for (const place of level) {
      // What has no value has nothing to read.
      if (place.value === undefined || place.value === null) continue;
      if (found.length === most) return found;
      found.push(place);
      if (below.length < most) below.push(...partsOf(place));
    }
    level = below;
  }
  return found;
}

function partsOf({ path, value }: Place): Place[] {
  if (Array.isArray(value))
    return [
      { path: `${path}.size`, value: wholeLength(value) ?? value.length },
      { path: `${path}.first`, value: value[0] },
    ];
  if (!isRecord(value)) return [];
  return Object.keys(value)
    .slice(0, MOST.entries)
    .map((key) => ({ path: pathInto(path, key), value: value[key] }));
}

function lastSeen({ value, t }: { value: unknown; t: Say }): string {
  const isList = Array.isArray(value);
  return t('lastSeen', {
    value: isList ? t('seenItems', { count: wholeLength(value) ?? value.length }) : shortText(value),
  });
}

/** A text on one line; of an object what it has. */
function shortText(value: unknown): string {
  const text = isRecord(value) ? Object.keys(value).slice(0, MOST.entries).join(', ') : String(value);
  const line = text
    .slice(0, 4 * MOST.characters)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > MOST.characters ? `${line.slice(0, MOST.characters - 1)}…` : line;
}
