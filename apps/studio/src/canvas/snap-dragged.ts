import { type Box, overlap, type Position } from '@patchbay/flow-spec';
import { type Guide, snapBox } from './align-guides.ts';
import type { CanvasItem } from './canvas-elements.ts';

/** Pixels of the screen within which what is dragged or resized snaps into line with something. */
export const REACH = 6;

/** How far what is dragged goes aside to stand in line with cards, notes and frames that are in view, or on the grid; and the lines that it stands on. What goes along with it stands still for it. */
export function snapDragged({
  dragged,
  byId,
  along,
  view,
  zoom,
}: {
  dragged: readonly { id: string; position: Position }[];
  byId: ReadonlyMap<string, CanvasItem>;
  along: ReadonlyMap<string, unknown> | undefined;
  view: Box;
  zoom: number;
}): { shift: Position; guides: Guide[] } {
  const ids = new Set(dragged.map(({ id }) => id));
  const boxes = dragged.flatMap(({ id, position }) => {
    const item = byId.get(id);
    return item ? [{ ...boxOf(item), ...position }] : [];
  });
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const box = {
    x,
    y,
    width: Math.max(...boxes.map((one) => one.x + one.width)) - x,
    height: Math.max(...boxes.map((one) => one.y + one.height)) - y,
  };
  const others = inView({ byId, view, without: (id) => ids.has(id) || along?.has(id) === true });
  const snapped = snapBox({ box, others, reach: REACH / zoom });
  return { shift: { x: snapped.x - x, y: snapped.y - y }, guides: snapped.guides };
}

/** The boxes of what is in view and can be stood in line with. */
export function inView({
  byId,
  view,
  without,
}: {
  byId: ReadonlyMap<string, CanvasItem>;
  view: Box;
  without(id: string): boolean;
}): Box[] {
  const boxes: Box[] = [];
  for (const item of byId.values()) {
    if (without(item.id)) continue;
    const box = boxOf(item);
    if (overlap(box, view)) boxes.push(box);
  }
  return boxes;
}

export function boxOf(item: CanvasItem): Box {
  return { ...item.position, width: item.width ?? 0, height: item.height ?? 0 };
}
