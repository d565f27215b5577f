import { CARD_STEP, type FlowDocument, freePlace, graphOf, type Operation, type Position } from '@patchbay/flow-spec';
import { initialConfig, type NodeDefinition } from '@patchbay/node-kit';
import { nodeRegistry } from '@patchbay/nodes';
import { itemOf } from '../canvas/item-ids.ts';

const STEP_Y = 150;

/** An id that no node of the document has: the type, with a number from the second on. */
export function freeId({ document, stem }: { document: FlowDocument; stem: string }): string {
  const taken = new Set(document.nodes.map((node) => node.id));
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem}_${number}`)) number++;
  return `${stem}_${number}`;
}

/** Operations that add a node, and lead to it from a port where one is given. */
export function addNode(options: {
  document: FlowDocument;
  definition: NodeDefinition;
  position: Position;
  from?: { id: string; port: string } | undefined;
}): { id: string; operations: Operation[] } {
  const { document, definition, position, from } = options;
  const id = freeId({ document, stem: definition.type });
  const config = initialConfig({ definition, language: document.language });
  const operations: Operation[] = [{ type: 'node.add', node: { id, type: definition.type, config }, position }];
  if (from) {
    const edge = graphOf(document).edge(from.id, from.port);
    if (edge) operations.push({ type: 'edge.remove', from: from.id, port: from.port });
    operations.push({ type: 'edge.add', edge: { from: from.id, port: from.port, to: id } });
    const out = definition.outlets(config)[0];
    // Put between two nodes, it leads on to where the path went before.
    if (edge && out) operations.push({ type: 'edge.add', edge: { from: id, port: out.id, to: edge.to } });
  }
  return { id, operations };
}

/** The first port of a node that leads nowhere yet. */
export function freePort({ document, id }: { document: FlowDocument; id: string }): string | undefined {
  const graph = graphOf(document);
  const node = graph.node(id);
  const outlets = node ? (nodeRegistry.get(node.type)?.outlets(node.config ?? {}) ?? []) : [];
  return outlets.find((outlet) => outlet.kind === 'plain' && !graph.edge(id, outlet.id))?.id;
}

/** Behind what a node is added when an item of the canvas is selected: on a path, at the first free port of a node, else on the path that leaves it first. */
export function placeToAdd({
  document,
  item,
}: {
  document: FlowDocument;
  item: string | undefined;
}): { id: string; port: string | undefined } | undefined {
  if (item === undefined) return undefined;
  const chosen = itemOf(item);
  if (chosen.kind === 'edge') return { id: chosen.from, port: chosen.port };
  if (chosen.kind !== 'node') return undefined;
  const { id } = chosen;
  return { id, port: freePort({ document, id }) ?? graphOf(document).outgoing(id)[0]?.port };
}

/** Where a node goes that follows another: to its right, below what stands there: cards, notes, and the titles of frames. */
export function placeAfter({ document, id }: { document: FlowDocument; id: string | undefined }): Position {
  const layout = positionsOf(document);
  const origin = id === undefined ? undefined : layout[id];
  const right = () => Math.max(0, ...Object.values(layout).map((one) => one.x + CARD_STEP.x));
  const near = origin ? { x: origin.x + CARD_STEP.x, y: origin.y } : { x: right(), y: 0 };
  return freePlace({ document: { ...document, layout }, near });
}

const laidOut = new WeakMap<FlowDocument, Record<string, Position>>();

/** A position for every node: its own, else a place in columns by how far it lies from the start. */
export function positionsOf(document: FlowDocument): Record<string, Position> {
  const known = laidOut.get(document);
  if (known) return known;
  const positions: Record<string, Position> = {};
  const missing = document.nodes.filter((node) => !document.layout?.[node.id]);
  if (missing.length > 0) Object.assign(positions, columns(document));
  for (const node of document.nodes) {
    const own = document.layout?.[node.id];
    if (own) positions[node.id] = own;
  }
  laidOut.set(document, positions);
  return positions;
}

function columns(document: FlowDocument): Record<string, Position> {
  const graph = graphOf(document);
  const depth = new Map<string, number>();
  let level = document.nodes.filter((node) => node.type === 'start').map((node) => node.id);
  for (let column = 0; level.length > 0; column++) {
    for (const id of level) depth.set(id, column);
    level = [...new Set(level.flatMap((id) => graph.outgoing(id).map((edge) => edge.to)))].filter(
      (id) => !depth.has(id),
    );
  }
  const rows = new Map<number, number>();
  return Object.fromEntries(
    document.nodes.map((node) => {
      const column = depth.get(node.id) ?? 0;
      const row = rows.get(column) ?? (depth.has(node.id) ? 0 : 4);
      rows.set(column, row + 1);
      return [node.id, { x: column * CARD_STEP.x, y: row * (STEP_Y + 40) }];
    }),
  );
}
