import { decimalOf } from '../condition/decimal.ts';
import { printValue } from '../template/print-value.ts';
import { readPath } from '../template/read-property.ts';
import { type RenderContext, renderContext } from '../template/render-context.ts';
import { TEMPLATE_LIMITS } from '../template/template-limits.ts';
import { weigh } from '../template/weigh.ts';
import type { FilterFunction } from './filter.ts';

const COMPARISONS_BETWEEN_CHECKS = 4096;

/** Liquid's filters of lists where LiquidJS's own can run long, grow without being counted, or print objects as "[object Object]". */
export const listFilters: Record<string, FilterFunction> = {
  join(value, separator) {
    const between = separator === undefined || separator === null ? ' ' : printValue(separator);
    return joined({ context: renderContext(this.context), list: listOf(value), between });
  },
  array_to_sentence_string(value, connector = 'and') {
    const list = listOf(value);
    const context = renderContext(this.context);
    const last = printValue(list.at(-1));
    if (list.length < 2) return last;
    const before = joined({ context, list: list.slice(0, -1), between: ', ' });
    return `${before}${list.length > 2 ? ',' : ''} ${printValue(connector)} ${last}`;
  },
  push(value, item) {
    return grown({ context: renderContext(this.context), list: listOf(value), more: [item], atFront: false });
  },
  unshift(value, item) {
    return grown({ context: renderContext(this.context), list: listOf(value), more: [item], atFront: true });
  },
  concat(value, more) {
    return grown({ context: renderContext(this.context), list: listOf(value), more: listOf(more), atFront: false });
  },
  map(value, property) {
    const path = pathOf(property);
    return listOf(value).map((item) => readPath(item, path));
  },
  sum(value, property) {
    const path = property === undefined ? [] : pathOf(property);
    let sum = 0;
    for (const item of listOf(value)) {
      const number = Number(readPath(item, path));
      if (!Number.isNaN(number)) sum += number;
    }
    return sum;
  },
  sort(value, property) {
    return sorted({ context: renderContext(this.context), list: listOf(value), property, keyOf: (key) => key });
  },
  sort_natural(value, property) {
    const keyOf = (key: unknown) => (key === null || key === undefined ? key : printValue(key).toLowerCase());
    return sorted({ context: renderContext(this.context), list: listOf(value), property, keyOf });
  },
};

function listOf(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function pathOf(property: unknown): string[] {
  return printValue(property).split('.');
}

function joined({
  context,
  list,
  between,
}: {
  context: RenderContext;
  list: readonly unknown[];
  between: string;
}): string {
  const texts = list.map((item) => {
    const text = printValue(item);
    context.spend(text.length + between.length);
    return text;
  });
  return texts.join(between);
}

// Counted by all that the items hold, however often: a list that takes in itself twice in every step would soon be too large to print.
function grown({
  context,
  list,
  more,
  atFront,
}: {
  context: RenderContext;
  list: readonly unknown[];
  more: readonly unknown[];
  atFront: boolean;
}): unknown[] {
  context.spend(list.length + weigh({ value: more, most: TEMPLATE_LIMITS.memoryUnits }));
  return atFront ? [...more, ...list] : [...list, ...more];
}

function sorted({
  context,
  list,
  property,
  keyOf,
}: {
  context: RenderContext;
  list: readonly unknown[];
  property: unknown;
  keyOf: (key: unknown) => unknown;
}): unknown[] {
  const path = property === undefined || property === null ? [] : pathOf(property);
  const pairs = list.map((item) => ({ item, key: keyOf(readPath(item, path)) }));
  let comparisons = 0;
  pairs.sort((left, right) => {
    if (++comparisons % COMPARISONS_BETWEEN_CHECKS === 0) context.time.check();
    return compareKeys(left.key, right.key);
  });
  return pairs.map((pair) => pair.item);
}

// Nothing comes last, and what has no order stays as it is.
function compareKeys(left: unknown, right: unknown): number {
  const isLeft = left !== null && left !== undefined;
  const isRight = right !== null && right !== undefined;
  if (!isLeft || !isRight) return Number(isRight) - Number(isLeft);
  if (typeof left === 'object' || typeof right === 'object') return 0;
  if (typeof left === 'number' || typeof right === 'number') {
    const a = decimalOf(left);
    const b = decimalOf(right);
    if (a !== undefined && b !== undefined) return a - b;
  }
  const a = String(left);
  const b = String(right);
  return a < b ? -1 : a > b ? 1 : 0;
}
