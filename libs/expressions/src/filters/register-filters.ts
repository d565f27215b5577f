import { filters as builtIn, type Liquid } from 'liquidjs';
import { dateFilters } from './date-filters.ts';
import { guardFilter } from './guard-filter.ts';
import { jsonFilters } from './json-filters.ts';
import { listFilters } from './list-filters.ts';
import { searchFilters } from './search-filters.ts';
import { textFilters } from './text-filters.ts';

/** Gives a Liquid its filters: LiquidJS's own, ours in their place or beside them, each guarded. `sample` is left out, since a run must repeat. */
export function registerFilters(liquid: Liquid): void {
  const all = { ...builtIn, ...textFilters, ...listFilters, ...searchFilters, ...jsonFilters, ...dateFilters };
  for (const [name, filter] of Object.entries(all)) liquid.registerFilter(name, guardFilter({ name, filter }));
  liquid.unregisterFilter('sample');
}
