import type { Box } from '@patchbay/flow-spec';

/** A line that a dragged box stands on, in pixels of the canvas. */
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

export function onGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}

function snapAxis({ box, others, reach, axis }: { box: Box; others: readonly Box[]; reach: number; axis: 'x' | 'y' }) {
  const size = axis === 'x' ? 'width' : 'height';
  let best: { distance: number; away: number; position: number; line: number; other: Box } | undefined;
  for (const other of others) {
    for (const part of [0, 0.5, 1]) {
      const line = other[axis] + other[size] * part;
      const position = line - box[size] * part;
      const distance = Math.abs(position - box[axis]);
      if (distance > reach) continue;
      const away = Math.abs(other.x - box.x) + Math.abs(other.y - box.y);
      // Of lines as near, that of the nearest box, so that the guide is short.
      if (!best || distance < best.distance - 0.01 || (distance < best.distance + 0.01 && away < best.away))
        best = { distance, away, position, line, other };
    }
  }
  return best;
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
