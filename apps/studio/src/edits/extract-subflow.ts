import {
  applyOperations,
  CARD_STEP,
  cardBox,
  type FlowDocument,
  type FlowVariable,
  graphOf,
  type Operation,
  overlap,
  type Position,
} from '@patchbay/flow-spec';
import { itemOf } from '../canvas/item-ids.ts';
import { boxAround, boxesOf } from './board.ts';
import { placeAfter, positionsOf } from '../editor/new-node.ts';
import { type PartOfFlow, partOfFlow } from './part-of-flow.ts';
import { emptyPlace } from './empty-place.ts';
import { freeName } from './free-name.ts';
import { roomBetween } from './room-between.ts';

interface Extraction {
  document: FlowDocument;
  part: PartOfFlow;
  key: string;
  name: string;
}

/**
 * A flow of its own made of the nodes with these ids, and the operations that put a subflow node in their place. Variables that they read go in as inputs, and those that
 * they change where there can be a value before; what they change comes back as its output and is set behind it. A text says why it cannot be done.
 */
export function extractSubflow({
  document,
  ids,
  key,
  name,
}: {
  document: FlowDocument;
  ids: ReadonlySet<string>;
  key: string;
  name: string;
}): { flow: FlowDocument; operations: Operation[]; id: string } | string {
  const part = partOfFlow({ document, ids });
  if (typeof part === 'string') return part;
  return { flow: flowOf({ document, part, key, name }), ...callOf({ document, part, key, name }) };
}

function flowOf({ document, part, key, name }: Extraction): FlowDocument {
  const taken = new Set(part.nodes.map((node) => node.id));
  const start = freeName({ stem: 'start', taken });
  const end = freeName({ stem: 'done', taken: new Set([...taken, start]) });
  const places = positionsOf(document);
  const around = boxAround(boxesOf({ document, ids: taken })) ?? { x: 0, y: 0, width: 0, height: 0 };
  const layout: Record<string, Position> = {
    [start]: { x: 0, y: 0 },
    [end]: { x: around.width + CARD_STEP.x * 1.5, y: 0 },
  };
  for (const { id } of part.nodes) {
    const { x, y } = places[id] ?? around;
    layout[id] = { x: Math.round(x - around.x + CARD_STEP.x), y: Math.round(y - around.y) };
  }
  const output = Object.fromEntries(part.changed.map((variable) => [variable, `{{ vars.${variable} }}`]));
  const translations = Object.entries(document.translations ?? {}).flatMap(([language, texts]) => {
    const own = Object.entries(texts).filter(([path]) => taken.has(path.split('.')[0] ?? ''));
    return own.length > 0 ? [[language, Object.fromEntries(own)] as const] : [];
  });
  const { idle: _idle, budget: _budget, embedding: _embedding, ...settings } = document.settings ?? {};
  // Where they lead to a node nothing in the part needs them: else it would have been refused.
  if (typeof settings.onError === 'object') delete settings.onError;
  if (typeof settings.onStuck === 'object') delete settings.onStuck;
  return {
    format: document.format,
    key,
    name,
    variables: variablesOf({ document, part }),
    nodes: [
      { id: start, type: 'start', config: {} },
      ...part.nodes,
      { id: end, type: 'end', config: { ...(part.changed.length > 0 ? { output } : {}) } },
    ],
    edges: [
      { from: start, port: 'next', to: part.entry },
      ...part.inside,
      ...part.leaving.map(({ from, port }) => ({ from, port, to: end })),
    ],
    layout,
    ...(Object.keys(settings).length > 0 ? { settings } : {}),
    ...(document.language === undefined ? {} : { language: document.language }),
    ...(translations.length > 0 ? { translations: Object.fromEntries(translations) } : {}),
  };
}

function variablesOf({ document, part }: Pick<Extraction, 'document' | 'part'>): FlowVariable[] {
  const declared = new Map(
    (document.variables ?? []).map(({ scope: _, ...variable }): [string, FlowVariable] => [variable.key, variable]),
  );
  return [
    ...part.inputs.map((key): FlowVariable => ({ ...(declared.get(key) ?? { key, type: 'string' }), input: true })),
    ...part.changed.flatMap((key) => (part.inputs.includes(key) ? [] : (declared.get(key) ?? []))),
  ];
}

function callOf({ document, part, key, name }: Extraction): { operations: Operation[]; id: string } {
  const taken = new Set(document.nodes.map((node) => node.id));
  const id = freeName({ stem: key.replaceAll('-', '_').slice(0, 40) || 'subflow', taken });
  const set = freeName({ stem: `${id}_back`, taken: new Set([...taken, id]) });
  const position = placeOfCall({ document, part });
  const input = Object.fromEntries(part.inputs.map((variable) => [variable, `{{ vars.${variable} }}`]));
  const assignments = part.changed.map((variable) => ({
    key: variable,
    value: `{{ nodes.${id}.output.${variable} }}`,
  }));
  const operations: Operation[] = [
    {
      type: 'node.add',
      node: {
        id,
        type: 'subflow',
        label: name,
        config: { flow: key, ...(part.inputs.length > 0 ? { input } : {}) },
      },
      position,
    },
  ];
  for (const { from, port } of part.entering) operations.push({ type: 'edge.reconnect', from, port, to: id });
  // With their nodes the edges inside and out go as well.
  for (const node of part.nodes) operations.push({ type: 'node.remove', id: node.id });
  if (part.exit !== undefined) operations.push({ type: 'edge.add', edge: { from: id, port: 'next', to: part.exit } });
  if (assignments.length === 0) return { operations, id };
  const room = roomBehind({ document, operations, id });
  const node = { id: set, type: 'set', config: { assignments } };
  if (part.exit !== undefined) operations.pop();
  operations.push({ type: 'node.add', node, position: room.position });
  operations.push({ type: 'edge.add', edge: { from: id, port: 'next', to: set } });
  if (part.exit !== undefined) operations.push({ type: 'edge.add', edge: { from: set, port: 'next', to: part.exit } });
  return { operations: [...operations, ...room.operations], id };
}

/** Where the part began, at its left and top, unless something else stands there. */
function placeOfCall({ document, part }: Pick<Extraction, 'document' | 'part'>): Position {
  const own = new Set(part.nodes.map((node) => node.id));
  const { x, y } = boxAround(boxesOf({ document, ids: own })) ?? { x: 0, y: 0 };
  const at = { x: Math.round(x), y: Math.round(y) };
  const rest = { ...document, nodes: document.nodes.filter((node) => !own.has(node.id)) };
  return coversCard({ document: rest, at }) ? emptyPlace({ document: rest, near: middleOf(at), size: SIZE }) : at;
}

/** Where the node behind the call goes, and what makes room for it. */
function roomBehind({ document, operations, id }: { document: FlowDocument; operations: Operation[]; id: string }): {
  position: Position;
  operations: Operation[];
} {
  const called = applyOperations({ document, operations });
  const after = called.ok ? called.document : document;
  const edge = graphOf(after).edge(id, 'next');
  const at = positionsOf(after)[id];
  const near = at && { x: at.x + CARD_STEP.x, y: at.y };
  const room = edge
    ? roomBetween({ document: after, edge, meant: near })
    : { position: placeAfter({ document: after, id }), operations: [] };
  const moved = applyOperations({ document: after, operations: room.operations });
  return moved.ok && !coversCard({ document: moved.document, at: room.position })
    ? room
    : { position: placeAfter({ document: after, id }), operations: [] };
}

const SIZE = cardBox({ node: undefined, at: { x: 0, y: 0 } });

function middleOf({ x, y }: Position): Position {
  return { x: x + SIZE.width / 2, y: y + SIZE.height / 2 };
}

function coversCard({ document, at }: { document: FlowDocument; at: Position }): boolean {
  return boxesOf({ document }).some((box) => itemOf(box.id).kind === 'node' && overlap(box, { ...SIZE, ...at }));
}
