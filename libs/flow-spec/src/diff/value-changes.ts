import { deepEqual } from '../deep-equal.ts';
import { isRecord } from '../is-record.ts';

export interface ValueChange {
  /** Dotted. An item of a list is named by its `id`, `key` or `name` where all have one, else by its index: `config.options.laptop.label`. */
  path: string;
  before?: unknown;
  after?: unknown;
  /** The same items in another order: `before` and `after` are their names. */
  reordered?: true;
}

/** Changes between two values by path, as deep as both are objects or lists whose items can be told apart. The order of keys never counts. */
export function valueChanges({
  before,
  after,
  path,
}: {
  before: unknown;
  after: unknown;
  path: string;
}): ValueChange[] {
  if (deepEqual(before, after)) return [];
  if (isRecord(before) && isRecord(after)) return keyChanges({ before, after, path });
  if (Array.isArray(before) && Array.isArray(after)) {
    const identity = identityOf(before, after);
    if (identity !== undefined) return itemChanges({ before, after, path, identity });
    if (before.length === after.length)
      return before.flatMap((item, index) =>
        valueChanges({ before: item, after: after[index], path: `${path}.${index}` }),
      );
  }
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

function keyChanges({
  before,
  after,
  path,
}: {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  path: string;
}): ValueChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    valueChanges({ before: own(before, key), after: own(after, key), path: `${path}.${key}` }),
  );
}

function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function itemChanges({
  before,
  after,
  path,
  identity,
}: {
  before: unknown[];
  after: unknown[];
  path: string;
  identity: string;
}): ValueChange[] {
  const old = byName(before, identity);
  const next = byName(after, identity);
  const changes = keyChanges({ before: Object.fromEntries(old), after: Object.fromEntries(next), path });
  const stayed = [...old.keys()].filter((name) => next.has(name));
  const order = [...next.keys()].filter((name) => old.has(name));
  if (stayed.some((name, index) => name !== order[index]))
    changes.push({ path, before: stayed, after: order, reordered: true });
  return changes;
}

function byName(list: unknown[], identity: string): Map<string, unknown> {
  return new Map(list.map((item) => [nameOf(item, identity) ?? '', item]));
}

function nameOf(item: unknown, identity: string): string | undefined {
  const name = isRecord(item) ? item[identity] : undefined;
  return typeof name === 'string' && name !== '' && name !== '__proto__' ? name : undefined;
}

function identityOf(before: unknown[], after: unknown[]): string | undefined {
  return ['id', 'key', 'name'].find((identity) =>
    [before, after].every((list) => {
      const names = new Set(list.map((item) => nameOf(item, identity)));
      return names.size === list.length && !names.has(undefined);
    }),
  );
}
