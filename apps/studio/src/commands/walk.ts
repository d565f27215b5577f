import { type FlowDocument, type FlowEdge, graphOf } from '@patchbay/flow-spec';
import { edgeItem, itemOf } from '../canvas/item-ids.ts';
import { positionsOf } from '../editor/new-node.ts';
import { leaving } from './paths-at.ts';

/**
 * The item that an arrow key leads to: from a node right along the first path, left back along the one that comes in, else to the nearest card that way; from a path to the nodes at its ends,
 * up and down to the other paths that leave the same node.
 */
export function walk({
  document,
  from,
  way,
}: {
  document: FlowDocument;
  from: string | undefined;
  way: 'left' | 'right' | 'up' | 'down';
}): string | undefined {
  const graph = graphOf(document);
  const path = from === undefined ? undefined : pathOf({ document, item: from });
  if (path) return alongPath({ document, path, way });
  if (from === undefined || !graph.node(from))
    return (document.nodes.find((node) => node.type === 'start') ?? document.nodes[0])?.id;
  if (way === 'right')
    return graph.outgoing(from).find((edge) => edge.to !== from)?.to ?? nearest({ document, from, way });
  if (way === 'left')
    return graph.incoming(from).find((edge) => edge.from !== from)?.from ?? nearest({ document, from, way });
  return nearest({ document, from, way });
}

function pathOf({ document, item }: { document: FlowDocument; item: string }): FlowEdge | undefined {
  const chosen = itemOf(item);
  return chosen.kind === 'edge' ? graphOf(document).edge(chosen.from, chosen.port) : undefined;
}

function alongPath({
  document,
  path,
  way,
}: {
  document: FlowDocument;
  path: FlowEdge;
  way: 'left' | 'right' | 'up' | 'down';
}): string | undefined {
  if (way === 'right') return path.to;
  if (way === 'left') return path.from;
  const fork = leaving({ document, node: path.from });
  const next = fork[fork.indexOf(path) + (way === 'up' ? -1 : 1)];
  return next && edgeItem(next);
}

/** The node that is selected beside those that are: on from the one that was selected last, past what is selected already. */
export function extend({
  document,
  selection,
  way,
}: {
  document: FlowDocument;
  selection: ReadonlySet<string>;
  way: 'left' | 'right' | 'up' | 'down';
}): string | undefined {
  const graph = graphOf(document);
  const seen = new Set<string>();
  let next = walk({ document, from: [...selection].findLast((id) => graph.node(id)), way });
  while (next !== undefined && selection.has(next)) {
    if (seen.has(next)) return undefined;
    seen.add(next);
    next = walk({ document, from: next, way });
  }
  return next;
}

const ways = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] } as const;

// Of cards in a quarter turn around the way, that which is nearest, those straight ahead first.
function nearest({ document, from, way }: { document: FlowDocument; from: string; way: keyof typeof ways }) {
  const positions = positionsOf(document);
  const here = positions[from] ?? { x: 0, y: 0 };
  const [dx, dy] = ways[way];
  let best: { id: string; cost: number } | undefined;
  for (const { id } of document.nodes) {
    const place = positions[id];
    if (id === from || !place) continue;
    const ahead = (place.x - here.x) * dx + (place.y - here.y) * dy;
    const aside = Math.abs((place.x - here.x) * dy) + Math.abs((place.y - here.y) * dx);
    if (ahead <= 0 || aside > ahead * 3) continue;
    const cost = ahead + aside * 2;
    if (!best || cost < best.cost) best = { id, cost };
  }
  return best?.id;
}
