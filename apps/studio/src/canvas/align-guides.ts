import type { Box } from '@patchbay/flow-spec';

/** A line that a dragged or resized box stands on, in pixels of the canvas. */
export interface Guide {
  axis: 'x' | 'y';
  /** Where the line crosses its axis. */
  at: number;
  from: number;
  to: number;
}

export const GRID = 10;

/**
 * Where a dragged box comes to stand: its edges or middle in line with those of a box near by, within `reach` pixels of the canvas, else on the grid.
 * `guides` are the lines that it was put on.
 */
export function snapBox({ box, others, reach }: { box: Box; others: readonly Box[]; reach: number }): {
  x: number;
  y: number;
  guides: Guide[];
} {
  const x = snapAxis({ box, others, reach, axis: 'x' });
  const y = snapAxis({ box, others, reach, axis: 'y' });
  const at = { x: x?.position ?? onGrid(box.x), y: y?.position ?? onGrid(box.y) };
  const moved = { ...box, ...at };
  return {
    ...at,
    guides: [
      ...(x ? [guideOf({ axis: 'x', at: x.line, boxes: [moved, x.other] })] : []),
      ...(y ? [guideOf({ axis: 'y', at: y.line, boxes: [moved, y.other] })] : []),
    ],
  };
}

/**
 * What a box becomes of which edges are pulled: each edge that is not where it was `before` comes in line with the edge of a box near by, else on the grid, as
 * long as the box keeps its `least` size. `guides` are the lines that edges were put on.
 */
export function snapEdges({
  box,
  before,
  least,
  others,
  reach,
}: {
  box: Box;
  before: Box;
  least: Pick<Box, 'width' | 'height'>;
  others: readonly Box[];
  reach: number;
}): { box: Box; guides: Guide[] } {
  const x = snapEdge({ box, before, least, others, reach, axis: 'x' });
  const y = snapEdge({ box, before, least, others, reach, axis: 'y' });
  const snapped = { x: x.from, y: y.from, width: x.to - x.from, height: y.to - y.from };
  return {
    box: snapped,
    guides: [
      ...(x.found ? [guideOf({ axis: 'x', at: x.found.line, boxes: [snapped, x.found.other] })] : []),
      ...(y.found ? [guideOf({ axis: 'y', at: y.found.line, boxes: [snapped, y.found.other] })] : []),
    ],
  };
}

export function onGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}

/** A line within reach, and the box whose it is. */
interface Line {
  /** Of the edge or middle that would stand on it. */
  distance: number;
  /** How far the boxes are from each other. */
  away: number;
  line: number;
  other: Box;
}

function snapAxis({ box, others, reach, axis }: { box: Box; others: readonly Box[]; reach: number; axis: 'x' | 'y' }) {
  const size = axis === 'x' ? 'width' : 'height';
  let best: (Line & { position: number }) | undefined;
  for (const other of others) {
    for (const part of [0, 0.5, 1]) {
      const line = other[axis] + other[size] * part;
      const position = line - box[size] * part;
      const distance = Math.abs(position - box[axis]);
      if (distance <= reach) best = nearer(best, { distance, away: between(box, other), position, line, other });
    }
  }
  return best;
}

// The edge across from the one that is pulled stays where it is.
function snapEdge({ box, before, least, others, reach, axis }: Parameters<typeof snapEdges>[0] & { axis: 'x' | 'y' }): {
  from: number;
  to: number;
  found?: Line | undefined;
} {
  const size = axis === 'x' ? 'width' : 'height';
  const [from, to] = [box[axis], box[axis] + box[size]];
  const pullsFrom = !isSame(from, before[axis]);
  if (!pullsFrom && isSame(to, before[axis] + before[size])) return { from, to };
  const pulled = pullsFrom ? from : to;
  const fits = (line: number) => (pullsFrom ? to - line : line - from) >= least[size];
  let found: Line | undefined;
  for (const other of others) {
    for (const line of [other[axis], other[axis] + other[size]]) {
      const distance = Math.abs(line - pulled);
      if (distance <= reach && fits(line)) found = nearer(found, { distance, away: between(box, other), line, other });
    }
  }
  const onto = found?.line ?? (fits(onGrid(pulled)) ? onGrid(pulled) : pulled);
  return pullsFrom ? { from: onto, to, found } : { from, to: onto, found };
}

// Of lines as near, that of the nearest box, so that the guide is short.
function nearer<Found extends Line>(best: Found | undefined, line: Found): Found {
  if (!best || line.distance < best.distance - 0.01) return line;
  return line.distance < best.distance + 0.01 && line.away < best.away ? line : best;
}

function between(box: Box, other: Box): number {
  return Math.abs(other.x - box.x) + Math.abs(other.y - box.y);
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) < 0.01;
}

function guideOf({ axis, at, boxes }: { axis: 'x' | 'y'; at: number; boxes: Box[] }): Guide {
  const along = axis === 'x' ? 'y' : 'x';
  const size = axis === 'x' ? 'height' : 'width';
  return {
    axis,
    at,
    from: Math.min(...boxes.map((box) => box[along])),
    to: Math.max(...boxes.map((box) => box[along] + box[size])),
  };
}
