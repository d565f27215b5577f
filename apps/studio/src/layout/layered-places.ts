import { orderLayers } from './order-layers.ts';
import { placeLayers } from './place-layers.ts';

export interface LayoutBox {
  id: string;
  width: number;
  height: number;
}

/** A path from a box to another; `out` is where it leaves the first, from its top. */
export interface LayoutPath {
  from: number;
  to: number;
  out: number;
}

/** A box in its column, or the place that a path over several columns passes through one of them. */
export interface Cell {
  /** Index of the box; undefined for a passing path. */
  box: number | undefined;
  height: number;
  before: Link[];
  after: Link[];
}

/**
 * A path between neighbouring columns; `at` and `there` say how far below the middle of all paths on that side it touches this cell and the other one. So a chain of cards
 * stands in a line, though each is left below where the next is entered, and branches stand round what they leave.
 */
export interface Link {
  cell: Cell;
  at: number;
  there: number;
}

const GAP = { columns: 90, rows: 40 } as const;
/** Height that is kept free for a path that passes a column. */
const LANE = 14;
/** A path over more columns than that runs behind what stands there: lanes for it would cost more than all the rest. */
const MOST_LANES = 12;

/**
 * Places for the boxes of a large flow, in columns from left to right: paths lead to the right but those that lead back, cross little, and are nearly level. In the order of
 * the paths' number, where elkjs, which crosses somewhat less, takes seconds for a thousand boxes.
 */
export function layeredPlaces({
  boxes,
  paths,
}: {
  boxes: readonly LayoutBox[];
  paths: readonly LayoutPath[];
}): { x: number; y: number }[] {
  const ahead = withoutCycles({ count: boxes.length, paths });
  const columns = columnsOf({ count: boxes.length, paths: ahead });
  const layers = layersOf({ boxes, paths: ahead, columns });
  orderLayers(layers);
  const tops = placeLayers({ layers, gap: GAP.rows });
  const lefts = leftsOf({ boxes, columns });
  const places = boxes.map((_, index) => ({ x: lefts[columns[index] ?? 0] ?? 0, y: 0 }));
  for (const [cell, top] of tops)
    if (cell.box !== undefined) places[cell.box] = { x: places[cell.box]?.x ?? 0, y: top };
  return places;
}

/** The paths but those that lead back to a box that they came from. */
function withoutCycles({ count, paths }: { count: number; paths: readonly LayoutPath[] }): LayoutPath[] {
  const leaving = Array.from({ length: count }, (): LayoutPath[] => []);
  for (const path of paths) leaving[path.from]?.push(path);
  const state = new Uint8Array(count);
  const back = new Set<LayoutPath>();
  for (let root = 0; root < count; root++) {
    if (state[root]) continue;
    state[root] = 1;
    const work = [{ box: root, at: 0 }];
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const path = leaving[frame.box]?.[frame.at++];
      if (!path) {
        state[frame.box] = 2;
        work.pop();
      } else if (state[path.to] === 1) back.add(path);
      else if (state[path.to] === 0) {
        state[path.to] = 1;
        work.push({ box: path.to, at: 0 });
      }
    }
  }
  return paths.filter((path) => !back.has(path));
}

/** The column of each box: one behind the last of those that lead to it. What only leads on stands right before what it leads to. */
function columnsOf({ count, paths }: { count: number; paths: readonly LayoutPath[] }): number[] {
  const leaving = Array.from({ length: count }, (): number[] => []);
  const entering = new Array<number>(count).fill(0);
  for (const { from, to } of paths) {
    leaving[from]?.push(to);
    entering[to] = (entering[to] ?? 0) + 1;
  }
  const columns = new Array<number>(count).fill(0);
  const waiting = [...entering];
  const open = columns.flatMap((_, box) => (waiting[box] === 0 ? [box] : []));
  for (let at = 0; at < open.length; at++) {
    const box = open[at] ?? 0;
    for (const to of leaving[box] ?? []) {
      columns[to] = Math.max(columns[to] ?? 0, (columns[box] ?? 0) + 1);
      waiting[to] = (waiting[to] ?? 0) - 1;
      if (waiting[to] === 0) open.push(to);
    }
  }
  for (const box of open.slice(1))
    if (entering[box] === 0 && leaving[box]?.length)
      columns[box] = Math.min(...leaving[box].map((to) => (columns[to] ?? 1) - 1));
  return columns;
}

function layersOf({
  boxes,
  paths,
  columns,
}: {
  boxes: readonly LayoutBox[];
  paths: readonly LayoutPath[];
  columns: readonly number[];
}): Cell[][] {
  const layers = Array.from({ length: Math.max(0, ...columns) + 1 }, (): Cell[] => []);
  const cells = boxes.map(({ height }, box): Cell => ({ box, height, before: [], after: [] }));
  for (const [box, cell] of cells.entries()) layers[columns[box] ?? 0]?.push(cell);
  const middles = middlesOf(paths);
  for (const { from, to, out } of paths) {
    const target = cells[to];
    let cell = cells[from];
    if (!cell || !target || (columns[to] ?? 0) - (columns[from] ?? 0) > MOST_LANES) continue;
    let at = out - (middles.get(from) ?? out);
    for (let column = (columns[from] ?? 0) + 1; column < (columns[to] ?? 0); column++) {
      const lane: Cell = { box: undefined, height: LANE, before: [], after: [] };
      layers[column]?.push(lane);
      join({ cell, at, other: lane, there: 0 });
      cell = lane;
      at = 0;
    }
    join({ cell, at, other: target, there: 0 });
  }
  return layers;
}

/** Where the paths of a box leave it, in the mean. */
function middlesOf(paths: readonly LayoutPath[]): Map<number, number> {
  const leaving = Map.groupBy(paths, (path) => path.from);
  return new Map([...leaving].map(([box, own]) => [box, own.reduce((sum, { out }) => sum + out, 0) / own.length]));
}

function join({ cell, at, other, there }: { cell: Cell; at: number; other: Cell; there: number }): void {
  cell.after.push({ cell: other, at, there });
  other.before.push({ cell, at: there, there: at });
}

function leftsOf({ boxes, columns }: { boxes: readonly LayoutBox[]; columns: readonly number[] }): number[] {
  const widths: number[] = [];
  for (const [index, { width }] of boxes.entries()) {
    const column = columns[index] ?? 0;
    widths[column] = Math.max(widths[column] ?? 0, width);
  }
  let left = 0;
  return Array.from(widths, (width = 0) => {
    const at = left;
    left += width + GAP.columns;
    return at;
  });
}
