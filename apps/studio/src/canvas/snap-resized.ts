import type { Box } from '@patchbay/flow-spec';
import { type Guide, snapEdges } from './align-guides.ts';
import type { CanvasItem } from './canvas-elements.ts';
import { LEAST_SIZE } from './least-size.ts';
import { boxOf, inView, REACH } from './snap-dragged.ts';

/** Where a note or frame comes to stand whose edges are pulled to `box`: those that moved are in line with edges of what is in view, or on the grid; and the lines that they stand on. */
export function snapResized({
  item,
  box,
  byId,
  view,
  zoom,
}: {
  item: CanvasItem;
  box: Box;
  byId: ReadonlyMap<string, CanvasItem>;
  view: Box;
  zoom: number;
}): { box: Box; guides: Guide[] } {
  return snapEdges({
    box,
    before: boxOf(item),
    least: item.type === 'frame' ? LEAST_SIZE.frame : LEAST_SIZE.note,
    others: inView({ byId, view, without: (id) => id === item.id }),
    reach: REACH / zoom,
  });
}
