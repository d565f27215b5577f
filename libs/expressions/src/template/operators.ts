import { type Context, Drop, defaultOperators, toValue } from 'liquidjs';
import { renderContext } from './render-context.ts';
import { checkSearch } from './search-cost.ts';

/** Items that are compared in the time of a step. */
const ITEMS_A_STEP = 16;

/** Liquid's operators, each asking for the time, and lists compared in a plain loop: LiquidJS makes two generators for every item. */
export const operators: typeof defaultOperators = Object.fromEntries(
  Object.entries(defaultOperators).map(([name, built]) => [name, name === 'not' ? built : guarded({ name, built })]),
);

function guarded({ name, built }: { name: string; built: (typeof defaultOperators)[string] }) {
  return (left: unknown, right: unknown, context: Context) => {
    const { time } = renderContext(context);
    const l: unknown = toValue(left);
    const r: unknown = right;
    time.check(Array.isArray(l) ? 1 + l.length / ITEMS_A_STEP : 1);
    if (Array.isArray(l) && !(r instanceof Drop)) {
      if (name === 'contains') return l.some((item) => sameValue(item, r));
      if (Array.isArray(r) && name === '==') return sameValue(l, r);
      if (Array.isArray(r) && name === '!=') return !sameValue(l, r);
    }
    if (name === 'contains' && typeof l === 'string' && typeof r === 'string')
      checkSearch({ text: l, sought: r, time });
    return built(left, right, context);
  };
}

/** As Liquid has it: lists by their items, everything else by identity. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left)) return left === right;
  return (
    Array.isArray(right) && left.length === right.length && left.every((item, index) => sameValue(item, right[index]))
  );
}
