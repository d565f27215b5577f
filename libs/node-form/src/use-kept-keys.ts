import { useState } from 'react';

interface KeptKeys {
  keyOf(name: string): string;
  /** To be told of a rename that is made here. */
  renamed(from: string, to: string): void;
}

/** React keys of items that are told apart by their names: an item that is renamed here keeps its key, and so what has the focus in it. */
export function useKeptKeys(): KeptKeys {
  const [keys, setKeys] = useState<ReadonlyMap<string, string>>(new Map());
  const keyOf = (name: string) => keys.get(name) ?? `name ${name}`;
  return {
    keyOf,
    // The name that became free is given another key, since its own goes with the item.
    renamed: (from, to) =>
      setKeys(
        (before) => new Map([...before, [to, before.get(from) ?? `name ${from}`], [from, `free ${nextFree(before)}`]]),
      ),
  };
}

function nextFree(keys: ReadonlyMap<string, string>): number {
  return Math.max(0, ...[...keys.values()].map((key) => Number(/^free (\d+)$/.exec(key)?.[1] ?? 0))) + 1;
}
