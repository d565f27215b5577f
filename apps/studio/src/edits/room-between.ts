import {
  CARD_STEP,
  cardBox,
  type FlowDocument,
  type FlowEdge,
  graphOf,
  type Operation,
  overlap,
  type Position,
} from '@patchbay/flow-spec';
import { itemOf } from '../canvas/item-ids.ts';
import { type Place, placeOperations } from '../canvas/place-operations.ts';
import { placeAfter, positionsOf } from '../editor/new-node.ts';
import { type BoardItem, boxesOf } from './board.ts';
import { frameContents } from './frame-contents.ts';

/** So many nodes move on at most: of a large flow each would be drawn, sent and merged. */
const MOST_MOVED = 60;

/**
 * Where a node goes that is put on a path: to `meant` where it covers no card there, else between the two, behind the first. Where there is too little room, what comes after moves on to the right
 * as far as it takes, with the frames around it; where that would be too many, it goes below what stands there.
 */
export function roomBetween({
  document,
  edge,
  meant,
}: {
  document: FlowDocument;
  edge: FlowEdge;
  meant: Position | undefined;
}): { position: Position; operations: Operation[] } {
  const boxes = boxesOf({ document });
  if (
    meant &&
    !boxes.some((box) => itemOf(box.id).kind === 'node' && overlap(box, cardBox({ node: undefined, at: meant })))
  )
    return { position: meant, operations: [] };
  const positions = positionsOf(document);
  const [from, to] = [positions[edge.from], positions[edge.to]];
  const below = () => ({ position: placeAfter({ document, id: edge.from }), operations: [] });
  if (!from || !to || to.x <= from.x) return below();
  const shift = Math.max(0, from.x + 2 * CARD_STEP.x - to.x);
  const moved = following({ document, edge, left: to.x });
  if (shift > 0 && moved.size > MOST_MOVED) return below();
  const places = shifted({ document, boxes, moved, shift });
  const position = { x: to.x + shift - CARD_STEP.x, y: to.y };
  return { position, operations: shift > 0 ? placeOperations({ document, places }) : [] };
}

/** The nodes that a path leads to, at once or later, from where it ends on to the right. */
function following({ document, edge, left }: { document: FlowDocument; edge: FlowEdge; left: number }): Set<string> {
  const graph = graphOf(document);
  const positions = positionsOf(document);
  const found = new Set<string>();
  const ahead = [edge.to];
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (found.has(id) || id === edge.from || (positions[id]?.x ?? left) < left) continue;
    found.add(id);
    ahead.push(...graph.outgoing(id).map((one) => one.to));
  }
  return found;
}

// A frame whose nodes all move goes along, with its notes; one of which some stay grows.
function shifted({
  document,
  boxes,
  moved,
  shift,
}: {
  document: FlowDocument;
  boxes: readonly BoardItem[];
  moved: ReadonlySet<string>;
  shift: number;
}): Map<string, Place> {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const places = new Map<string, Place>();
  const move = (id: string) => {
    const box = byId.get(id);
    if (box) places.set(id, { x: box.x + shift, y: box.y });
  };
  for (const id of moved) move(id);
  for (const [frame, contents] of frameContents(document)) {
    const nodes = [...contents].filter((id) => itemOf(id).kind === 'node');
    const some = nodes.filter((id) => moved.has(id)).length;
    if (some === 0) continue;
    const box = byId.get(frame);
    if (some < nodes.length && box) places.set(frame, { width: box.width + shift });
    else for (const id of [frame, ...[...contents].filter((one) => itemOf(one).kind === 'note')]) move(id);
  }
  return places;
}
