import { filters as builtIn } from 'liquidjs';
import { renderContext } from '../template/render-context.ts';
import { checkSearch } from '../template/search-cost.ts';
import type { FilterFunction } from './filter.ts';

const searching = ['remove', 'remove_first', 'remove_last', 'replace', 'replace_first', 'replace_last', 'split'];
const PER_PART = 8;

/** Liquid's filters that search a text, with the cost of the search bounded and the parts of a `split` counted. */
export const textFilters: Record<string, FilterFunction> = Object.fromEntries(
  searching.map((name) => [name, bounded(name)]),
);

function bounded(name: string): FilterFunction {
  const filter = builtIn[name];
  if (typeof filter !== 'function') throw new TypeError(`LiquidJS has no filter "${name}".`);
  return function (value, sought, ...args) {
    const context = renderContext(this.context);
    if (typeof value === 'string' && typeof sought === 'string') {
      context.spend(value.length);
      checkSearch({ text: value, sought, time: context.time });
    }
    const made: unknown = Reflect.apply(filter, this, [value, sought, ...args]);
    if (Array.isArray(made)) context.spend(made.length * PER_PART);
    return made;
  };
}
