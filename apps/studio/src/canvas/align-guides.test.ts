import { expect, test } from '@jest/globals';
import { snapBox } from './align-guides.ts';

const other = { x: 100, y: 200, width: 50, height: 40 };
const size = { width: 50, height: 20 };

test('a box near the line of another snaps to it, its edge or its middle', () => {
  expect(snapBox({ box: { x: 104, y: 0, ...size }, others: [other], reach: 6 })).toEqual({
    x: 100,
    y: 0,
    guides: [{ axis: 'x', at: 100, from: 0, to: 240 }],
  });
  expect(snapBox({ box: { x: 0, y: 213, ...size }, others: [other], reach: 6 })).toMatchObject({ y: 210 });
});

test('away from all lines it stands on the grid', () => {
  expect(snapBox({ box: { x: 14, y: 36, ...size }, others: [other], reach: 6 })).toEqual({ x: 10, y: 40, guides: [] });
});
