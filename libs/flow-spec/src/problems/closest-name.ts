/** The known name that a mistyped one was surely meant to be: at most a third of its letters differ. Undefined when none is that close, or two are. */
export function closestName({ name, known }: { name: string; known: readonly string[] }): string | undefined {
  const most = Math.max(1, Math.floor(name.length / 3));
  const near = known
    .filter((one) => Math.abs(one.length - name.length) <= most)
    .map((one) => ({ one, distance: distanceOf(name.toLowerCase(), one.toLowerCase()) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance);
  const [first, second] = near;
  return first && first.distance !== second?.distance ? first.one : undefined;
}

/** Letters that are put in, taken out, replaced or swapped with their neighbour (optimal string alignment). */
function distanceOf(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const [above = [], twoAbove] = [rows[i - 1], rows[i - 2]];
      const swap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (twoAbove?.[j - 2] ?? Infinity) + 1 : Infinity;
      const change = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, change, swap));
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
