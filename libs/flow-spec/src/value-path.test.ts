import { expect, test } from '@jest/globals';
import { putValue } from './json/put-value.ts';
import { takeValue } from './json/take-value.ts';
import { valueAt } from './value-path.ts';

const value = { list: [{ a: 1 }, null], deep: { x: {} }, text: 't' };

test('a value is found by its own keys and indexes only', () => {
  expect(valueAt(value, ['list', 0, 'a'])).toBe(1);
  expect(valueAt(value, [])).toBe(value);
  for (const path of [['list', '0'], ['deep', 0], ['toString'], ['list', 'length'], ['text', 0], ['list', 1, 'x']])
    expect(valueAt(value, path)).toBeUndefined();
});

test('a value is put in, what is on the way made, what is beside it shared', () => {
  const put = putValue({ target: value, path: ['deep', 'y', 0, 'z'], value: 1 });
  expect(put).toEqual({ value: { ...value, deep: { x: {}, y: [{ z: 1 }] } }, made: 3 });
  expect(valueAt(put?.value, ['list'])).toBe(value.list);
  expect(putValue({ target: value, path: ['text'], value: 2 })?.made).toBe(0);
  expect(Object.keys(putValue({ target: { a: 1, c: 3 }, path: ['b'], value: 2, places: [1] })?.value ?? {})).toEqual([
    'a',
    'b',
    'c',
  ]);
  expect(putValue({ target: [1, 3], path: [1], value: 2, places: [1] })?.value).toEqual([1, 2, 3]);
  expect(putValue({ target: [1, 3], path: [1], value: 2 })?.value).toEqual([1, 2]);
  for (const path of [
    ['text', 'x'],
    ['list', 'x'],
    ['list', 3],
    ['list', 1, 'x'],
    ['__proto__', 'x'],
  ])
    expect(putValue({ target: value, path, value: 1 })).toBeUndefined();
});

test('a value is taken out, and emptied containers with it when asked', () => {
  expect(takeValue({ target: value, path: ['list', 0] })).toMatchObject({
    value: { list: [null] },
    taken: { a: 1 },
    places: [0],
  });
  expect(takeValue({ target: value, path: ['list', 0, 'a'], tidy: 1 })).toMatchObject({
    value: { list: [null] },
    taken: 1,
    places: [0, 0],
  });
  expect(takeValue({ target: { a: { b: { c: 1 } } }, path: ['a', 'b', 'c'], tidy: 1 })?.value).toEqual({ a: {} });
  expect(takeValue({ target: { a: { b: { c: 1 } } }, path: ['a', 'b', 'c'], tidy: 9 })).toEqual({
    value: {},
    taken: 1,
    places: [0, 0, 0],
  });
  for (const path of [['gone'], ['list', 2], ['text', 'x'], ['toString'], []])
    expect(takeValue({ target: value, path })).toBeUndefined();
});
