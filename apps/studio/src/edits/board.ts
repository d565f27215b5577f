import { type Box, type FlowDocument, graphOf, type Position } from '@patchbay/flow-spec';
import { cardGeometry } from '../canvas/card-geometry.ts';
import { NOTE_SIZE } from '../canvas/canvas-elements.ts';
import { frameItem, itemOf, noteItem } from '../canvas/item-ids.ts';
import { positionsOf } from '../editor/new-node.ts';

export interface BoardItem extends Box {
  id: string;
}

/** Boxes of nodes, notes and frames on the canvas, all of them or those with these ids. */
export function boxesOf({
  document,
  ids,
}: {
  document: FlowDocument;
  ids?: ReadonlySet<string> | undefined;
}): BoardItem[] {
  const positions = positionsOf(document);
  const wanted = (id: string) => !ids || ids.has(id);
  const boxes: BoardItem[] = [];
  for (const node of document.nodes) {
    if (!wanted(node.id)) continue;
    const { width, height } = cardGeometry({ node, connected: '' });
    boxes.push({ id: node.id, ...(positions[node.id] ?? { x: 0, y: 0 }), width, height });
  }
  for (const note of document.notes ?? []) {
    const id = noteItem(note.id);
    const { x, y, width = NOTE_SIZE.width, height = NOTE_SIZE.height } = note;
    if (wanted(id)) boxes.push({ id, x, y, width, height });
  }
  for (const { id: own, x, y, width, height } of document.frames ?? []) {
    const id = frameItem(own);
    if (wanted(id)) boxes.push({ id, x, y, width, height });
  }
  return boxes;
}

/** The middle of a node, note, frame or path; of a node that of a card of usual height. */
export function centreOf({ document, id }: { document: FlowDocument; id: string }): Position | undefined {
  const item = itemOf(id);
  if (item.kind === 'edge') {
    const edge = graphOf(document).edge(item.from, item.port);
    const [from, to] = [edge?.from, edge?.to].map((end) => (end === undefined ? end : centreOf({ document, id: end })));
    return from && to && { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  }
  const place = positionsOf(document)[id];
  if (place) return { x: place.x + 124, y: place.y + 60 };
  const [box] = boxesOf({ document, ids: new Set([id]) });
  return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The box around boxes. */
export function boxAround(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}

/** How far a frame stands off what it is put around, in pixels of the canvas; its title is above. */
export const FRAME_MARGIN = { left: 30, top: 50, right: 30, bottom: 30 } as const;
