import { Drop } from 'liquidjs';

// What templates may ask of the objects that LiquidJS makes itself; anything else would reach their classes.
const loopFacts = new Set([
  'index',
  'index0',
  'rindex',
  'rindex0',
  'first',
  'last',
  'length',
  'name',
  'row',
  'col',
  'col0',
  'col_first',
  'col_last',
]);

/** One step of a path such as `vars.items.first`: own properties of data alone, never a prototype, never a function; `size`, `first` and `last` as in Liquid. */
export function readProperty(holder: unknown, key: unknown): unknown {
  if (holder === null || holder === undefined) return undefined;
  if (typeof holder === 'string') return readText(holder, key);
  if (typeof holder !== 'object') return undefined;
  if (Array.isArray(holder)) return readList(holder, key);
  if (holder instanceof Drop) return readDrop(holder, key);
  const name = String(key);
  if (Object.hasOwn(holder, name)) {
    const value: unknown = Reflect.get(holder, name);
    return typeof value === 'function' ? undefined : value;
  }
  return name === 'size' ? Object.keys(holder).length : undefined;
}

/** A whole path, from a holder. */
export function readPath(holder: unknown, path: readonly (string | number)[]): unknown {
  let value = holder;
  for (const key of path) {
    if (value === null || value === undefined) return undefined;
    value = readProperty(value, key);
  }
  return value;
}

function readList(list: readonly unknown[], key: unknown): unknown {
  if (key === 'size' || key === 'length') return list.length;
  if (key === 'first') return list[0];
  if (key === 'last') return list.at(-1);
  const index = typeof key === 'number' ? key : typeof key === 'string' && /^-?\d{1,15}$/.test(key) ? Number(key) : NaN;
  return Number.isInteger(index) ? list.at(index) : undefined;
}

function readText(text: string, key: unknown): unknown {
  if (key === 'size' || key === 'length') return text.length;
  return typeof key === 'number' && Number.isInteger(key) ? text.at(key) : undefined;
}

function readDrop(drop: Drop, key: unknown): unknown {
  if (typeof key !== 'string' || !loopFacts.has(key)) return undefined;
  const value: unknown = drop[key];
  return typeof value === 'function' ? Reflect.apply(value, drop, []) : value;
}
