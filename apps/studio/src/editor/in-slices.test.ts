import { expect, test } from '@jest/globals';
import { inSlices } from './in-slices.ts';

function* steps(count: number, taken: number[]): Generator<void> {
  for (let step = 0; step < count; step++) {
    taken.push(step);
    // A step that takes a while, so that there are several slices.
    for (const until = performance.now() + 1; performance.now() < until; );
    yield;
  }
}

test('all steps are taken, other work comes in between, and then it is done', async () => {
  const taken: number[] = [];
  let between = 0;
  await new Promise<void>((resolve) => {
    inSlices(steps(60, taken), resolve);
    const other = () => {
      if (taken.length < 60) between++;
      if (taken.length < 60) setTimeout(other, 0);
    };
    other();
  });
  expect(taken).toHaveLength(60);
  expect(between).toBeGreaterThan(1);
});

test('what was stopped goes no further', async () => {
  const taken: number[] = [];
  let done = false;
  const work = inSlices(steps(1_000, taken), () => {
    done = true;
  });
  while (taken.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  work.stop();
  const before = taken.length;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(taken).toHaveLength(before);
  expect(done).toBe(false);
});
