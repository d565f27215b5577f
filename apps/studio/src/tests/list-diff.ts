export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Past it, lists are not compared item by item. */
const MOST_CELLS = 4_000_000;

/** What has to be taken out of one list and put in to get the other: as few items as can be. */
export function listDiff(before: readonly string[], after: readonly string[]): DiffLine[] {
  const all = (kind: DiffLine['kind'], list: readonly string[]) => list.map((text) => ({ kind, text }));
  if (before.length * after.length > MOST_CELLS) return [...all('removed', before), ...all('added', after)];
  // Lengths of the longest common lists of what is left, from the ends.
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--)
    for (let column = after.length - 1; column >= 0; column--)
      lengths[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const lines: DiffLine[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    const [old, now] = [before[row], after[column]];
    if (old !== undefined && old === now) {
      lines.push({ kind: 'same', text: old });
      row++;
      column++;
    } else if (now === undefined || (old !== undefined && at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ kind: 'removed', text: old ?? '' });
      row++;
    } else {
      lines.push({ kind: 'added', text: now });
      column++;
    }
  }
  return lines;
}
