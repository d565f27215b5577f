import { CARD_STEP, type FlowDocument, type FlowVariable, type Operation, type Position } from '@patchbay/flow-spec';
import { boxAround, boxesOf } from './board.ts';
import { positionsOf } from '../editor/new-node.ts';
import { type PartOfFlow, partOfFlow } from './part-of-flow.ts';
import { freeName } from './free-name.ts';

interface Extraction {
  document: FlowDocument;
  part: PartOfFlow;
  key: string;
  name: string;
}

/**
 * A flow of its own made of the nodes with these ids, and the operations that put a subflow node in their place. Variables that they read go in as inputs; those that they
 * change come back as its output and are set behind it. A text says why it cannot be done.
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
    variables: part.variables.map((variable) => inputOf({ document, key: variable })),
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

function inputOf({ document, key }: { document: FlowDocument; key: string }): FlowVariable {
  const declared = document.variables?.find((variable) => variable.key === key);
  if (!declared) return { key, type: 'string', input: true };
  const { scope: _, ...kept } = declared;
  return { ...kept, input: true };
}

function callOf({ document, part, key, name }: Extraction): { operations: Operation[]; id: string } {
  const taken = new Set(document.nodes.map((node) => node.id));
  const id = freeName({ stem: key.replaceAll('-', '_').slice(0, 40) || 'subflow', taken });
  const set = freeName({ stem: `${id}_back`, taken: new Set([...taken, id]) });
  const around = boxAround(boxesOf({ document, ids: new Set(part.nodes.map((node) => node.id)) })) ?? { x: 0, y: 0 };
  const position = { x: Math.round(around.x), y: Math.round(around.y) };
  const input = Object.fromEntries(part.variables.map((variable) => [variable, `{{ vars.${variable} }}`]));
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
        config: { flow: key, ...(part.variables.length > 0 ? { input } : {}) },
      },
      position,
    },
  ];
  if (assignments.length > 0)
    operations.push(
      {
        type: 'node.add',
        node: { id: set, type: 'set', config: { assignments } },
        position: { x: position.x + CARD_STEP.x, y: position.y },
      },
      { type: 'edge.add', edge: { from: id, port: 'next', to: set } },
    );
  for (const { from, port } of part.entering) operations.push({ type: 'edge.reconnect', from, port, to: id });
  // With their nodes the edges inside and out go as well.
  for (const node of part.nodes) operations.push({ type: 'node.remove', id: node.id });
  if (part.exit !== undefined)
    operations.push({
      type: 'edge.add',
      edge: { from: assignments.length > 0 ? set : id, port: 'next', to: part.exit },
    });
  return { operations, id };
}
