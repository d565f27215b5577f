import { expect, it } from '@jest/globals';
import { DAY_MS } from '@patchbay/db';
import { sweptRanges } from './swept-ranges.ts';

const days = (fromMs: number, toMs: number, bytes = 0) => ({ fromMs: fromMs * DAY_MS, toMs: toMs * DAY_MS, bytes });
const large = 2 ** 30;
const swept = (partitions: ReturnType<typeof days>[], over: number) =>
  sweptRanges({ partitions, overMs: over * DAY_MS, period: 'day' }).map(({ fromMs, toMs }) => [
    fromMs / DAY_MS,
    toMs / DAY_MS,
  ]);

it('covers what is over in small partitions, before, between and after them', () => {
  expect(swept([days(10, 11), days(11, 12), days(14, 15)], 20)).toEqual([
    [-Infinity, 10],
    [10, 11],
    [11, 12],
    [12, 14],
    [14, 15],
    [15, 20],
  ]);
  expect(swept([days(-Infinity, 30)], 20)).toEqual([[-Infinity, 20]]);
  expect(swept([days(10, 11), days(25, 26)], 10.5)).toEqual([
    [-Infinity, 10],
    [10, 10.5],
  ]);
  expect(swept([], 20)).toEqual([[-Infinity, 20]]);
});

it('waits for large ones to be dropped, but not for ever', () => {
  expect(swept([days(10, 11, large)], 12)).toEqual([
    [-Infinity, 10],
    [11, 12],
  ]);
  expect(swept([days(10, 11, large)], 14)).toContainEqual([10, 11]);
  // The first one may hold years.
  expect(swept([days(-Infinity, 30, large)], 20)).toEqual([[-Infinity, 17]]);
});
