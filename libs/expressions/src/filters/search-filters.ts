import { Drop, filters as builtIn } from 'liquidjs';
import { sameValue } from '../template/operators.ts';
import { readPath } from '../template/read-property.ts';
import type { FilterFunction, FilterThis } from './filter.ts';

interface Search {
  items: readonly unknown[];
  fits(item: unknown): boolean;
  keyOf(item: unknown): unknown;
}

/** Liquid's filters that look for items by a field. LiquidJS makes a context for every item, which is fifty times slower. */
export const searchFilters: Record<string, FilterFunction> = {
  where: plain('where', ({ items, fits }) => items.filter(fits)),
  reject: plain('reject', ({ items, fits }) => items.filter((item) => !fits(item))),
  has: plain('has', ({ items, fits }) => items.some(fits)),
  find: plain('find', ({ items, fits }) => items.find(fits)),
  find_index: plain('find_index', ({ items, fits }) => {
    const index = items.findIndex(fits);
    return index < 0 ? undefined : index;
  }),
  group_by: plain('group_by', ({ items, keyOf }) =>
    Array.from(Map.groupBy(items, keyOf), ([name, group]) => ({ name, items: group })),
  ),
};

// A property with brackets, a special value such as `empty`, and what is no list are left to LiquidJS.
function plain(name: string, search: (search: Search) => unknown): FilterFunction {
  const original = builtIn[name];
  if (typeof original !== 'function') throw new TypeError(`LiquidJS has no filter "${name}".`);
  return function (this: FilterThis, value, property, ...expected) {
    if (!Array.isArray(value) || typeof property !== 'string' || property.includes('[') || expected[0] instanceof Drop)
      return Reflect.apply(original, this, [value, property, ...expected]);
    const path = property.trim().split('.');
    const keyOf = (item: unknown) => readPath(item, path);
    const fits = (item: unknown) => {
      const key = keyOf(item);
      return expected[0] === undefined
        ? key !== undefined && key !== null && key !== false
        : sameValue(key, expected[0]);
    };
    return search({ items: value, fits, keyOf });
  };
}
