import type { OperationOf } from '../operation.ts';

/** An item that an operation takes out of a list of a config or puts into one, so that the items behind it get another index. */
export interface ListEdit {
  kind: 'insert' | 'remove';
  /** Steps to the list, then the index in it. */
  list: readonly (string | number)[];
  index: number;
}

export function listEditOf({ path, value, places = [] }: OperationOf<'node.set'>): ListEdit | undefined {
  const last = path.at(-1);
  if (value === undefined)
    return typeof last === 'number' ? { kind: 'remove', list: path.slice(0, -1), index: last } : undefined;
  for (let at = Math.max(0, path.length - places.length); at < path.length; at++) {
    const step = path[at];
    if (typeof step === 'number') return { kind: 'insert', list: path.slice(0, at), index: step };
  }
  return undefined;
}
