import { expect, test } from '@jest/globals';
import { noteCuts, wholeLength } from './whole-lengths.ts';

test('a list that was told in part is known by how long it is, wherever it is read', () => {
  const items = [1, 2];
  const rest = [1, 2];
  const step = { output: { body: [{ items, rest }] }, changed: { 'order.items': [3] } };
  noteCuts({
    ...step,
    cut: [
      { path: ['output', 'body', 0, 'items'], length: 9_000 },
      { path: ['changed', 'order.items'], length: 500 },
      { path: ['output', 'gone', 'toString'], length: 7 },
    ],
  });
  expect(wholeLength(items)).toBe(9_000);
  expect(wholeLength(step.changed['order.items'])).toBe(500);
  expect(wholeLength(rest)).toBeUndefined();
  expect(wholeLength('a text')).toBeUndefined();
});
