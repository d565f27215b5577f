import { useState } from 'react';
import { ledItems } from './led-items.ts';

interface Kept {
  items: readonly unknown[];
  keys: readonly string[];
  /** How many keys were given in all: none is given twice. */
  given: number;
}

interface ItemKeys {
  keys: readonly string[];
  /** The keys of the items as they are about to be. */
  keysOf(items: readonly unknown[]): readonly string[];
}

/** React keys of items that go with them, and with them what has the focus in them and what is open, whoever adds, removes, moves or changes some. `idOf` is the id or name of an item, undefined where it has none. */
export function useItemKeys(items: readonly unknown[], idOf?: (item: unknown) => unknown): ItemKeys {
  const [kept, setKept] = useState<Kept>(() => led({ before: { items: [], keys: [], given: 0 }, items, idOf }));
  const isKnown =
    kept.items === items ||
    (kept.items.length === items.length &&
      items.every((item, index) => JSON.stringify(item) === JSON.stringify(kept.items[index])));
  const now = isKnown ? kept : led({ before: kept, items, idOf });
  if (!isKnown) setKept(now);
  return { keys: now.keys, keysOf: (next) => led({ before: now, items: next, idOf }).keys };
}

function led({
  before,
  items,
  idOf,
}: {
  before: Kept;
  items: readonly unknown[];
  idOf: ((item: unknown) => unknown) | undefined;
}): Kept {
  let { given } = before;
  const places = ledItems({ before: before.items, after: items, idOf });
  const keys = places.map((place) => (place === undefined ? undefined : before.keys[place]) ?? `item ${++given}`);
  return { items, keys, given };
}
