import { expect, test } from '@jest/globals';
import { ledItems } from './led-items.ts';

const idOf = (item: unknown) => (typeof item === 'object' && item ? Reflect.get(item, 'id') : undefined);
const option = (id: string, label: string) => ({ id, label });
const [apple, banana, cherry] = [option('a', 'Apple'), option('b', 'Banana'), option('c', 'Cherry')];

test.each([
  { what: 'one above is removed', after: [banana, cherry], led: [1, 2] },
  { what: 'one is added above', after: [option('d', ''), apple, banana, cherry], led: [undefined, 0, 1, 2] },
  { what: 'they are moved', after: [cherry, apple, banana], led: [2, 0, 1] },
  { what: 'one is written in', after: [apple, option('b', 'x'), cherry], led: [0, 1, 2] },
  { what: 'one is written in and one above removed', after: [option('b', 'Banana1'), cherry], led: [1, 2] },
  { what: 'all are others', after: [option('x', 'Other')], led: [0] },
])('items with ids are led on where $what', ({ after, led }) => {
  expect(ledItems({ before: [apple, banana, cherry], after, idOf })).toEqual(led);
});

test.each([
  { what: 'one of two that are the same is written in', before: ['a', 'a'], after: ['ab', 'a'], led: [0, 1] },
  { what: 'one is written anew', before: ['a', 'b', 'c'], after: ['a', 'x', 'c'], led: [0, 1, 2] },
  {
    what: 'one is written in and one added above',
    before: ['Apple', 'Pear'],
    after: ['New', 'Apples', 'Pear'],
    led: [undefined, 0, 1],
  },
  { what: 'one of two is removed and one written in', before: ['Apple', 'Pear'], after: ['Pears'], led: [1] },
  { what: 'some are added at the end', before: ['a'], after: ['a', 'b', 'c'], led: [0, undefined, undefined] },
  { what: 'there was none', before: [], after: ['a'], led: [undefined] },
])('items without ids are led on where $what', ({ before, after, led }) => {
  expect(ledItems({ before, after })).toEqual(led);
});

test('rules of a condition are told apart by what they hold', () => {
  const rule = (left: string, right: string) => ({ left, op: 'eq', right });
  const before = [rule('{{ vars.a }}', 'x'), rule('{{ vars.b }}', 'y')];
  expect(ledItems({ before, after: [rule('{{ vars.b }}', 'yes')] })).toEqual([1]);
});
