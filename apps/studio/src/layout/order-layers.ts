import type { Cell, Link } from './layered-places.ts';

const MOST_SWEEPS = 8;

/** Puts the cells of each column in an order in which their paths cross little: to and fro, each cell to the middle of its neighbours, and the best of all orders is kept. */
export function orderLayers(layers: Cell[][]): void {
  const place = new Map<Cell, number>();
  const number = (layer: readonly Cell[]) => {
    for (const [index, cell] of layer.entries()) place.set(cell, index);
  };
  for (const layer of layers) number(layer);
  let best = layers.map((layer) => [...layer]);
  let fewest = crossings({ layers, place });
  for (let sweep = 0; sweep < MOST_SWEEPS && fewest > 0; sweep++) {
    const forth = sweep % 2 === 0;
    const order = forth ? layers : layers.toReversed();
    for (const layer of order) {
      const wanted = new Map(
        layer.map((cell) => [cell, middle({ links: forth ? cell.before : cell.after, place }) ?? place.get(cell) ?? 0]),
      );
      layer.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
      number(layer);
    }
    const found = crossings({ layers, place });
    if (found >= fewest) continue;
    fewest = found;
    best = layers.map((layer) => [...layer]);
  }
  for (const [index, layer] of best.entries()) layers[index]?.splice(0, layer.length, ...layer);
}

// Where a path touches its cell counts as well, so that those of one cell lie in the order of its ports.
function middle({ links, place }: { links: readonly Link[]; place: ReadonlyMap<Cell, number> }): number | undefined {
  if (links.length === 0) return undefined;
  return (
    links.reduce((sum, { cell, there }) => sum + (place.get(cell) ?? 0) + there / (cell.height + 1), 0) / links.length
  );
}

/** How many pairs of paths between neighbouring columns cross. */
function crossings({ layers, place }: { layers: readonly Cell[][]; place: ReadonlyMap<Cell, number> }): number {
  let count = 0;
  for (const [index, layer] of layers.entries()) {
    const ends = layer.flatMap((cell) =>
      cell.after.toSorted((a, b) => a.at - b.at).map((link) => place.get(link.cell) ?? 0),
    );
    count += inversions({ values: ends, size: layers[index + 1]?.length ?? 0 });
  }
  return count;
}

/** Pairs that stand in the wrong order, counted with a tree of sums. */
function inversions({ values, size }: { values: readonly number[]; size: number }): number {
  const sums = new Int32Array(size + 1);
  let count = 0;
  for (const [seen, value] of values.entries()) {
    let notAbove = 0;
    for (let at = value + 1; at > 0; at -= at & -at) notAbove += sums[at] ?? 0;
    count += seen - notAbove;
    for (let at = value + 1; at <= size; at += at & -at) sums[at] = (sums[at] ?? 0) + 1;
  }
  return count;
}
