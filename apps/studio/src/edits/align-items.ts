import type { BoardItem } from './board.ts';

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom' | 'across' | 'down';

/** New places of items that are put in line, or with equal gaps across or down. Those at the ends stay where they are. */
export function alignItems({
  items,
  to,
}: {
  items: readonly BoardItem[];
  to: Alignment;
}): Map<string, { x: number; y: number }> {
  if (to === 'across') return distributed({ items, axis: 'x', size: 'width' });
  if (to === 'down') return distributed({ items, axis: 'y', size: 'height' });
  const axis = to === 'left' || to === 'centre' || to === 'right' ? 'x' : 'y';
  const size = axis === 'x' ? 'width' : 'height';
  const part = to === 'left' || to === 'top' ? 0 : to === 'right' || to === 'bottom' ? 1 : 0.5;
  const from = Math.min(...items.map((item) => item[axis]));
  const until = Math.max(...items.map((item) => item[axis] + item[size]));
  const line = from + (until - from) * part;
  return new Map(
    items.map((item) => [item.id, { x: item.x, y: item.y, [axis]: Math.round(line - item[size] * part) }]),
  );
}

function distributed({
  items,
  axis,
  size,
}: {
  items: readonly BoardItem[];
  axis: 'x' | 'y';
  size: 'width' | 'height';
}): Map<string, { x: number; y: number }> {
  const sorted = items.toSorted((a, b) => a[axis] - b[axis]);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (!first || !last || sorted.length < 3) return new Map();
  const room = last[axis] + last[size] - first[axis] - sorted.reduce((sum, item) => sum + item[size], 0);
  const gap = room / (sorted.length - 1);
  let at = first[axis];
  return new Map(
    sorted.map((item) => {
      const place = { x: item.x, y: item.y, [axis]: Math.round(at) };
      at += item[size] + gap;
      return [item.id, place];
    }),
  );
}
