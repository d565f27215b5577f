/** The list with an item put at an index, last without one. */
export function withItemAt<Item>({
  list,
  item,
  index = list.length,
}: {
  list: readonly Item[];
  item: Item;
  index?: number | undefined;
}): Item[] {
  return list.toSpliced(Math.min(Math.max(0, index), list.length), 0, item);
}
