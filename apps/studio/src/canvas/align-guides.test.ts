import { expect, test } from '@jest/globals';
import { snapBox, snapEdges } from './align-guides.ts';

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

test('an edge that is pulled snaps to an edge near by, the one across from it stays', () => {
  const before = { x: 0, y: 0, width: 60, height: 40 };
  const rest = { before, least: { width: 50, height: 30 }, others: [other], reach: 6 };
  expect(snapEdges({ ...rest, box: { ...before, width: 104 } })).toEqual({
    box: { ...before, width: 100 },
    guides: [{ axis: 'x', at: 100, from: 0, to: 240 }],
  });
  expect(snapEdges({ ...rest, box: { x: 0, y: 0, width: 147, height: 243 } })).toEqual({
    box: { x: 0, y: 0, width: 150, height: 240 },
    guides: [
      { axis: 'x', at: 150, from: 0, to: 240 },
      { axis: 'y', at: 240, from: 0, to: 150 },
    ],
  });
  const right = { x: 200, y: 3, width: 60, height: 40 };
  expect(snapEdges({ ...rest, before: right, box: { ...right, x: 152, width: 108 } }).box).toEqual({
    ...{ ...right, x: 150, width: 110 },
  });
});

test('an edge that is pulled stands on the grid away from all others, and never leaves a box too small', () => {
  const before = { x: 3, y: 0, width: 60, height: 40 };
  const rest = { before, least: { width: 50, height: 30 }, others: [other], reach: 6 };
  expect(snapEdges({ ...rest, box: { ...before, width: 75 } })).toEqual({ box: { ...before, width: 77 }, guides: [] });
  expect(snapEdges({ ...rest, box: { ...before, width: 50 } })).toEqual({ box: { ...before, width: 50 }, guides: [] });
  const small = { x: 53, y: 0, width: 50, height: 40 };
  expect(snapEdges({ ...rest, before: { ...small, width: 60 }, box: small })).toEqual({ box: small, guides: [] });
});
