import { linearMatch } from '../matching/linear-match.ts';
import { comparableText, compareValues, isEmptyValue, plainText, valuesEqual } from './compare-values.ts';
import { compareVersions } from './compare-versions.ts';
import type { Condition, Operator, Rule } from './condition.ts';
import { containsText } from './contains-text.ts';

type Render = (value: unknown) => unknown;

/**
 * Whether a condition holds. `render` gives the native value of a side, and is asked only for sides that decide. An empty `all` holds, an empty
 * `any` does not. Throws what `render` throws, and `PatternError`.
 */
export function evaluateCondition({ condition, render }: { condition: Condition; render: Render }): boolean {
  if ('all' in condition) return condition.all.every((one) => evaluateCondition({ condition: one, render }));
  if ('any' in condition) return condition.any.some((one) => evaluateCondition({ condition: one, render }));
  if ('not' in condition) return !evaluateCondition({ condition: condition.not, render });
  return ruleHolds({ rule: condition, render });
}

function ruleHolds({ rule, render }: { rule: Rule; render: Render }): boolean {
  const left = render(rule.left);
  if (rule.op === 'exists') return left !== null && left !== undefined && left !== '';
  if (rule.op === 'empty') return isEmptyValue(left);
  return operators[rule.op](left, render(rule.right));
}

const operators: Record<Exclude<Operator, 'exists' | 'empty'>, (left: unknown, right: unknown) => boolean> = {
  eq: valuesEqual,
  neq: (left, right) => !valuesEqual(left, right),
  gt: (left, right) => isOrdered(left, right) && compareValues(left, right) > 0,
  gte: (left, right) => isOrdered(left, right) && compareValues(left, right) >= 0,
  lt: (left, right) => isOrdered(left, right) && compareValues(left, right) < 0,
  lte: (left, right) => isOrdered(left, right) && compareValues(left, right) <= 0,
  contains,
  not_contains: (left, right) => !contains(left, right),
  starts_with: (left, right) => comparableText(left).startsWith(comparableText(right)),
  ends_with: (left, right) => comparableText(left).endsWith(comparableText(right)),
  matches: (left, right) => linearMatch({ pattern: plainText(right), text: plainText(left) }),
  in: (left, right) => listOf(right).some((one) => valuesEqual(left, one)),
  version_gt: (left, right) => isOrdered(left, right) && compareVersions(left, right) > 0,
  version_lt: (left, right) => isOrdered(left, right) && compareVersions(left, right) < 0,
};

// Nothing is neither above nor below anything.
function isOrdered(left: unknown, right: unknown): boolean {
  return !isEmptyValue(left) && !isEmptyValue(right);
}

function contains(left: unknown, right: unknown): boolean {
  if (Array.isArray(left)) return left.some((one) => valuesEqual(one, right));
  return containsText({ text: comparableText(left), sought: comparableText(right) });
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return plainText(value)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
