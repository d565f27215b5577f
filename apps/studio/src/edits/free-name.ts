/** A name that is not taken: the stem, with a number from the second on. */
export function freeName({ stem, taken }: { stem: string; taken: ReadonlySet<string> }): string {
  const root = stem.replace(/_\d+$/, '').slice(0, 56);
  if (!taken.has(root)) return root;
  let number = 2;
  while (taken.has(`${root}_${number}`)) number++;
  return `${root}_${number}`;
}
