/** A key for a flow that none has: the stem, with a number from the second on. */
export function freeKey({ stem, taken }: { stem: string; taken: ReadonlySet<string> }): string {
  const root = stem.slice(0, 58);
  if (!taken.has(root)) return root;
  let number = 2;
  while (taken.has(`${root}-${number}`)) number++;
  return `${root}-${number}`;
}
