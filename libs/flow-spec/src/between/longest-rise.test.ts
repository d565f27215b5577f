import { expect, test } from '@jest/globals';
import { longestRise } from './longest-rise.ts';

test.each([
  [[], []],
  [
    [0, 1, 2],
    [0, 1, 2],
  ],
  [
    [3, 0, 1, 2],
    [1, 2, 3],
  ],
  [
    [1, 2, 3, 0],
    [0, 1, 2],
  ],
  [[2, 1, 0], [2]],
])('of %j the places %j', (numbers, places) => {
  expect(longestRise(numbers)).toEqual(places);
});
