import type { Cell, Link } from './layered-places.ts';

const SWEEPS = 10;
/** Distance of a passing path from what it passes, in pixels. */
const LANE_GAP = 10;

/** The top of each cell: as near as can be to where its paths would be level, in its order, and at least `gap` from the next. */
export function placeLayers({ layers, gap }: { layers: readonly Cell[][]; gap: number }): Map<Cell, number> {
  const tops = new Map<Cell, number>();
  for (const layer of layers) {
    let top = 0;
    for (const [index, cell] of layer.entries()) {
      if (index > 0) top += distance({ above: layer[index - 1], cell, gap });
      tops.set(cell, top);
    }
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forth = sweep % 2 === 0;
    for (const layer of forth ? layers : layers.toReversed()) settle({ layer, forth, tops, gap });
  }
  return tops;
}

function distance({ above, cell, gap }: { above: Cell | undefined; cell: Cell; gap: number }): number {
  const passing = above?.box === undefined || cell.box === undefined;
  return (above?.height ?? 0) + (passing ? LANE_GAP : gap);
}

/** Neighbours that stand as close as may be, and so move as one: how many, and the sum of what they wish, weighted. */
interface Block {
  count: number;
  wish: number;
  weight: number;
}

/**
 * The tops of one column that are nearest to what its cells wish for, by least squares, with the distances kept: neighbours that would come too near go together as one
 * block, whose wish is the mean of theirs. Wishes are told from where a cell stood if all were as close as may be.
 */
function settle({
  layer,
  forth,
  tops,
  gap,
}: {
  layer: readonly Cell[];
  forth: boolean;
  tops: Map<Cell, number>;
  gap: number;
}): void {
  const close: number[] = [];
  const blocks: Block[] = [];
  for (const [index, cell] of layer.entries()) {
    const links = forth ? cell.before : cell.after;
    const other = forth ? cell.after : cell.before;
    const wished = level({ links, tops }) ?? level({ links: other, tops }) ?? tops.get(cell) ?? 0;
    const packed = index === 0 ? 0 : (close[index - 1] ?? 0) + distance({ above: layer[index - 1], cell, gap });
    close.push(packed);
    // A path that runs straight through is worth more than that one box is level.
    const weight = links.length === 0 ? 0.1 : cell.box === undefined ? 2 : 1;
    let block: Block = { count: 1, wish: (wished - packed) * weight, weight };
    for (let above = blocks.at(-1); above; above = blocks.at(-1)) {
      if (block.wish / block.weight >= above.wish / above.weight) break;
      blocks.pop();
      block = {
        count: above.count + block.count,
        wish: above.wish + block.wish,
        weight: above.weight + block.weight,
      };
    }
    blocks.push(block);
  }
  let index = 0;
  for (const { count, wish, weight } of blocks)
    for (let left = count; left > 0; left--, index++) {
      const cell = layer[index];
      if (cell) tops.set(cell, wish / weight + (close[index] ?? 0));
    }
}

/** The top at which the paths of a cell would be level, in the mean. */
function level({ links, tops }: { links: readonly Link[]; tops: ReadonlyMap<Cell, number> }): number | undefined {
  if (links.length === 0) return undefined;
  return links.reduce((sum, { cell, at, there }) => sum + (tops.get(cell) ?? 0) + there - at, 0) / links.length;
}
