import { describe, expect, test } from '@jest/globals';
import { conditionSchema, DEEPEST_CONDITION, OPERATORS, summariseCondition } from '../index.ts';

const rule = { left: '{{ vars.a }}', op: 'eq', right: '1' };

function nested(depth: number): unknown {
  let condition: unknown = rule;
  for (let level = 0; level < depth; level++) condition = { not: condition };
  return condition;
}

describe('a condition is', () => {
  test.each([
    [rule],
    [{ left: '{{ vars.a }}', op: 'exists' }],
    [{ left: 5, op: 'in', right: [1, 'a', null] }],
    [{ left: true, op: 'eq', right: false }],
    [{ all: [] }],
    [{ any: [rule, { all: [rule, { not: { any: [] } }] }] }],
    [nested(DEEPEST_CONDITION)],
  ])('%j', (condition) => {
    expect(conditionSchema.parse(condition)).toEqual(condition);
  });
});

describe('a condition is not', () => {
  test.each([
    [null],
    ['{{ vars.a }}'],
    [[]],
    [{}],
    [{ left: 'a', right: 'b' }],
    [{ op: 'eq', right: 'b' }],
    [{ left: 'a', op: 'like', right: 'b' }],
    [{ left: 'a', op: 'eq', right: 'b', note: 'x' }],
    [{ all: [rule], any: [rule] }],
    [{ all: rule }],
    [{ any: ['a'] }],
    [{ not: [rule] }],
    [{ all: [{ all: [{ left: 'a', op: 'x' }] }] }],
    [nested(DEEPEST_CONDITION + 1)],
    [nested(2_000)],
  ])('%j', (condition) => {
    expect(conditionSchema.safeParse(condition).success).toBe(false);
  });
});

test('the operators are those of the contract, in an order to choose from', () => {
  expect(OPERATORS.map(({ op }) => op).sort()).toEqual(
    'eq neq gt gte lt lte contains not_contains starts_with ends_with matches exists empty in version_gt version_lt'
      .split(' ')
      .sort(),
  );
  expect(OPERATORS.filter(({ arity }) => arity === 1).map(({ op }) => op)).toEqual(['exists', 'empty']);
});

test.each([
  [{ left: '{{ vars.order.amount }}', op: 'gt', right: '5' }, 'vars.order.amount is greater than 5'],
  [{ left: '{{- vars.a -}}', op: 'exists' }, 'vars.a has a value'],
  [{ left: 'Dear {{ user.name }}', op: 'contains', right: '{{ vars.b }}' }, 'Dear {{ user.name }} contains vars.b'],
  [{ left: '{{ vars.a }} of {{ vars.b }}', op: 'eq', right: 'x' }, '{{ vars.a }} of {{ vars.b }} is x'],
  [{ left: '{{ vars.a }}', op: 'in', right: ['x', 'y'] }, 'vars.a is one of x, y'],
  [{ left: '{{ vars.a }}', op: 'eq', right: true }, 'vars.a is true'],
  [{ left: '', op: 'eq', right: '' }, '… is …'],
  [{ all: [] }, 'always'],
  [{ any: [] }, 'never'],
  [{ all: [rule] }, 'vars.a is 1'],
  [{ any: [rule, { all: [rule, { not: rule }] }] }, 'vars.a is 1 or (vars.a is 1 and not (vars.a is 1))'],
  [{ all: [{ any: [rule] }, rule] }, 'vars.a is 1 and vars.a is 1'],
])('%j reads as %j', (condition, expected) => {
  expect(summariseCondition(conditionSchema.parse(condition))).toBe(expected);
});

test('what a side held is told behind it', () => {
  const held = (side: unknown) => (side === '{{ vars.a }}' ? 'x' : undefined);
  const condition = conditionSchema.parse({
    all: [rule, { not: { left: '{{ vars.b }}', op: 'neq', right: '{{ vars.a }}' } }],
  });
  expect(summariseCondition(condition, undefined, held)).toBe('vars.a (“x”) is 1 and not (vars.b is not vars.a (“x”))');
});
