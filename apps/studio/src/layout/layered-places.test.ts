import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type LayoutBox, layeredPlaces, type LayoutPath } from './layered-places.ts';

const box = (id: string, height = 100): LayoutBox => ({ id, width: 248, height });

const graph = fc.integer({ min: 2, max: 40 }).chain((count) =>
  fc.record({
    boxes: fc
      .array(fc.integer({ min: 60, max: 300 }), { minLength: count, maxLength: count })
      .map((heights) => heights.map((height, index) => box(String(index), height))),
    paths: fc.array(
      fc
        .record({ from: fc.nat(count - 1), to: fc.nat(count - 1), out: fc.integer({ min: 70, max: 90 }) })
        .filter(({ from, to }) => from !== to),
      { maxLength: count * 2 },
    ),
  }),
);

test('no box covers another, whatever leads where', () => {
  fc.assert(
    fc.property(graph, ({ boxes, paths }) => {
      const places = layeredPlaces({ boxes, paths });
      for (const [one, a] of places.entries()) {
        expect(Number.isFinite(a.x) && Number.isFinite(a.y)).toBe(true);
        for (const [other, b] of places.entries()) {
          if (other <= one || a.x !== b.x) continue;
          const [above, below] = a.y < b.y ? [{ ...a, box: one }, b] : [{ ...b, box: other }, a];
          expect(below.y - above.y).toBeGreaterThanOrEqual((boxes[above.box]?.height ?? 0) - 0.001);
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('paths lead to the right, but for one that leads back', () => {
  const paths: LayoutPath[] = [
    { from: 0, to: 1, out: 80 },
    { from: 1, to: 2, out: 80 },
    { from: 2, to: 0, out: 80 },
    { from: 0, to: 3, out: 90 },
    { from: 3, to: 2, out: 80 },
  ];
  const places = layeredPlaces({ boxes: ['a', 'b', 'c', 'd'].map((id) => box(id)), paths });
  const xs = places.map(({ x }) => x);
  expect(xs[0]).toBeLessThan(xs[1]!);
  expect(xs[1]).toBeLessThan(xs[2]!);
  expect(xs[3]).toBeLessThan(xs[2]!);
});

test('a chain is level, and branches stand in the order of their ports without crossing', () => {
  const chain = layeredPlaces({
    boxes: ['a', 'b', 'c'].map((id) => box(id)),
    paths: [0, 1].map((from) => ({ from, to: from + 1, out: 20 })),
  });
  expect(chain.map(({ y }) => Math.round(y))).toEqual([0, 0, 0]);
  // The second box is led to from the last port, the fourth from the first.
  const fan = layeredPlaces({
    boxes: ['root', 'low', 'middle', 'high'].map((id) => box(id)),
    paths: [
      { from: 0, to: 1, out: 140 },
      { from: 0, to: 2, out: 110 },
      { from: 0, to: 3, out: 80 },
    ],
  });
  expect(fan[3]!.y).toBeLessThan(fan[2]!.y);
  expect(fan[2]!.y).toBeLessThan(fan[1]!.y);
});

test('eight times as many boxes take about eight times as long, and not sixty-four', () => {
  /** Milliseconds of the processor, which others want, too, and which is counted in steps of some. */
  const timeOf = ({ count, times }: { count: number; times: number }) => {
    const boxes = Array.from({ length: count }, (_, index) => box(String(index)));
    const paths = boxes.flatMap((_, from) =>
      [1, 3, 6].flatMap((step, way) =>
        from + step < count && (from * 7 + way) % 2 ? [{ from, to: from + step, out: 80 }] : [],
      ),
    );
    const begun = process.threadCpuUsage();
    for (let time = 0; time < times; time++) layeredPlaces({ boxes, paths });
    const { user, system } = process.threadCpuUsage(begun);
    return (user + system) / 1_000;
  };
  timeOf({ count: 250, times: 10 });
  const small = timeOf({ count: 250, times: 32 });
  expect(small).toBeGreaterThan(50);
  expect(timeOf({ count: 2_000, times: 4 })).toBeLessThan(small * 5);
});
