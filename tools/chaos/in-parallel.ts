/** Works a list off, so many at once, in its order. */
export async function inParallel<Item>(options: {
  items: readonly Item[];
  atOnce: number;
  work: (item: Item) => Promise<void>;
}): Promise<void> {
  const left = [...options.items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await options.work(item);
  };
  await Promise.all(Array.from({ length: options.atOnce }, worker));
}
