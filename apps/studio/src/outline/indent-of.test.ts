import { expect, test } from '@jest/globals';
import { indentOf } from './indent-of.ts';

test('a line stands in by its level, and where that would leave no room, a number says how deep it is', () => {
  const at = (...levels: number[]) => levels.map((level) => indentOf(level));
  expect(at(1, 2, 8)).toEqual([
    { steps: 0, depth: undefined },
    { steps: 1, depth: undefined },
    { steps: 7, depth: undefined },
  ]);
  expect(at(9, 10, 11, 500)).toEqual([
    { steps: 6, depth: 9 },
    { steps: 7, depth: 10 },
    { steps: 6, depth: 11 },
    { steps: 7, depth: 500 },
  ]);
});
