import { type FlowDocument, freePlace, isWithin, overlap, type Position } from '@patchbay/flow-spec';
import { GRID, onGrid } from '../canvas/align-guides.ts';
import { positionsOf } from '../editor/new-node.ts';

/** Columns to the right and to the left in which room is looked for, in widths of what is put there. */
const COLUMNS = [0, 0.5, -0.5, 1, -1, 1.5, -1.5, 2, -2, 3, -3];

/** Where a box covers nothing, nearest to where its middle was meant to be. */
export function emptyPlace({
  document,
  near,
  size,
  isFrame = false,
}: {
  document: FlowDocument;
  /** The middle. */
  near: Position;
  size: { width: number; height: number };
  isFrame?: boolean;
}): Position {
  const whole = { ...document, layout: positionsOf(document) };
  const meant = { x: onGrid(near.x - size.width / 2), y: onGrid(near.y - size.height / 2) };
  let best: { at: Position; far: number } | undefined;
  for (const column of COLUMNS) {
    const at = freePlace({
      document: whole,
      near: { x: onGrid(meant.x + column * size.width), y: meant.y },
      size,
      isFrame,
    });
    const far = Math.hypot(at.x - meant.x, at.y - meant.y);
    if ((!best || far < best.far) && !isAstride({ document, box: { ...at, ...size } })) best = { at, far };
  }
  return best?.at ?? meant;
}

/** Whether a box stands partly in a frame, and partly beside it, or touches its edge from within. */
function isAstride({ document, box }: { document: FlowDocument; box: Parameters<typeof overlap>[0] }): boolean {
  const { x, y, width, height } = box;
  const roomy = { x: x - GRID, y: y - GRID, width: width + 2 * GRID, height: height + 2 * GRID };
  return (document.frames ?? []).some((area) => overlap(box, area) && !isWithin({ box: roomy, area }));
}
