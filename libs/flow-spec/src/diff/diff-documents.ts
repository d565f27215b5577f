import { deepEqual } from '../deep-equal.ts';
import type { FlowDocument, FlowEdge, FlowFrame, FlowNode, FlowNote, Position } from '../flow-document.ts';
import { isRecord } from '../is-record.ts';
import { valueAt } from '../value-path.ts';
import { type ValueChange, valueChanges } from './value-changes.ts';

export type { ValueChange } from './value-changes.ts';

/** What changed in meaning from one document to another; moves on the canvas are apart. Key order never counts. */
export interface FlowDiff {
  nodes: {
    added: FlowNode[];
    removed: FlowNode[];
    /** Paths begin with `type`, `label`, `version` or `config`. */
    changed: { id: string; type: string; changes: ValueChange[] }[];
  };
  edges: {
    added: FlowEdge[];
    removed: FlowEdge[];
    changed: { from: string; port: string; before: string; after: string }[];
  };
  variables: { added: string[]; removed: string[]; changed: { key: string; changes: ValueChange[] }[] };
  notes: { added: FlowNote[]; removed: FlowNote[]; changed: { id: string; before: string; after: string }[] };
  frames: { added: FlowFrame[]; removed: FlowFrame[]; changed: { id: string; before: string; after: string }[] };
  /** Name, description, settings, language, translations. */
  flow: ValueChange[];
  moved: { id: string; before?: Position; after?: Position }[];
  /** Nothing changed in meaning: at most nodes, notes and frames were moved. */
  identical: boolean;
}

interface Pair {
  from: FlowDocument;
  to: FlowDocument;
}

export function diffDocuments({ from, to }: Pair): FlowDiff {
  const nodes = diffNodes({ from, to });
  const edges = diffEdges({ from, to });
  const variables = diffVariables({ from, to });
  const notes = diffNotes({ from, to });
  const frames = diffFrames({ from, to });
  const flow = (['name', 'description', 'minVersion', 'language', 'settings', 'translations'] as const).flatMap((key) =>
    valueChanges({ before: meaning(from[key]), after: meaning(to[key]), path: key }),
  );
  const lists = [nodes, edges, variables, notes, frames].flatMap(({ added, removed, changed }) => [
    added,
    removed,
    changed,
  ]);
  return {
    nodes,
    edges,
    variables,
    notes,
    frames,
    flow,
    moved: diffLayout({ from, to }),
    identical: flow.length === 0 && lists.every((list) => list.length === 0),
  };
}

function diffNodes({ from, to }: Pair): FlowDiff['nodes'] {
  const { added, removed, kept } = compared({ before: from.nodes, after: to.nodes, nameOf: (node) => node.id });
  const changed = kept.flatMap(([old, node]) => {
    const changes = [
      ...valueChanges({ before: old.type, after: node.type, path: 'type' }),
      ...valueChanges({ before: old.label, after: node.label, path: 'label' }),
      ...valueChanges({ before: old.version ?? 1, after: node.version ?? 1, path: 'version' }),
      ...valueChanges({ before: old.config ?? {}, after: node.config ?? {}, path: 'config' }),
    ];
    return changes.length > 0 ? [{ id: node.id, type: node.type, changes }] : [];
  });
  return { added, removed, changed };
}

function diffEdges({ from, to }: Pair): FlowDiff['edges'] {
  const nameOf = (edge: FlowEdge) => `${edge.from}\n${edge.port}`;
  const { added, removed, kept } = compared({ before: from.edges, after: to.edges, nameOf });
  const changed = kept.flatMap(([old, edge]) =>
    old.to === edge.to ? [] : [{ from: edge.from, port: edge.port, before: old.to, after: edge.to }],
  );
  return { added, removed, changed };
}

function diffVariables({ from, to }: Pair): FlowDiff['variables'] {
  const { added, removed, kept } = compared({
    before: from.variables ?? [],
    after: to.variables ?? [],
    nameOf: (variable) => variable.key,
  });
  const changed = kept.flatMap(([old, variable]) => {
    const changes = valueChanges({ before: old, after: variable, path: variable.key });
    return changes.length > 0 ? [{ key: variable.key, changes }] : [];
  });
  return { added: added.map((one) => one.key), removed: removed.map((one) => one.key), changed };
}

function diffNotes({ from, to }: Pair): FlowDiff['notes'] {
  const { added, removed, kept } = compared({
    before: from.notes ?? [],
    after: to.notes ?? [],
    nameOf: (note) => note.id,
  });
  const changed = kept.flatMap(([old, note]) =>
    old.text === note.text ? [] : [{ id: note.id, before: old.text, after: note.text }],
  );
  return { added, removed, changed };
}

function diffFrames({ from, to }: Pair): FlowDiff['frames'] {
  const { added, removed, kept } = compared({
    before: from.frames ?? [],
    after: to.frames ?? [],
    nameOf: (frame) => frame.id,
  });
  const changed = kept.flatMap(([old, frame]) =>
    old.title === frame.title ? [] : [{ id: frame.id, before: old.title, after: frame.title }],
  );
  return { added, removed, changed };
}

function diffLayout({ from, to }: Pair): FlowDiff['moved'] {
  const known = new Set(from.nodes.map((node) => node.id));
  return to.nodes.flatMap(({ id }) => {
    if (!known.has(id) || deepEqual(valueAt(from.layout, [id]), valueAt(to.layout, [id]))) return [];
    return [{ id, ...position(from, id, 'before'), ...position(to, id, 'after') }];
  });
}

function position<End extends 'before' | 'after'>(document: FlowDocument, id: string, end: End) {
  return document.layout && Object.hasOwn(document.layout, id) ? { [end]: document.layout[id] } : {};
}

function compared<Item>({
  before,
  after,
  nameOf,
}: {
  before: readonly Item[];
  after: readonly Item[];
  nameOf(item: Item): string;
}): { added: Item[]; removed: Item[]; kept: [Item, Item][] } {
  const old = new Map(before.map((item) => [nameOf(item), item]));
  const names = new Set(after.map(nameOf));
  const added: Item[] = [];
  const kept: [Item, Item][] = [];
  for (const item of after) {
    const earlier = old.get(nameOf(item));
    if (earlier) kept.push([earlier, item]);
    else added.push(item);
  }
  return { added, removed: before.filter((item) => !names.has(nameOf(item))), kept };
}

// An absent container and an empty one mean the same.
function meaning(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => !(isRecord(item) && Object.keys(item).length === 0));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
