import { expect, test } from '@jest/globals';
import { countsOf, standingOf } from './standing-of.ts';

const ran = (passed: boolean, revision: number) => ({ last: { passed, revision, at: '' } });

test('what a test says is of the draft as it is now until that is changed, saved or not', () => {
  const passed = { run: true, passed: true };
  expect(standingOf({ test: ran(true, 4), changedAt: 4 })).toEqual({ ...passed, now: true });
  expect(standingOf({ test: ran(true, 4), changedAt: 5 })).toEqual({ ...passed, now: false });
  expect(standingOf({ test: ran(true, 4), changedAt: undefined })).toEqual({ ...passed, now: false });
  // The run is told before the change that it was made on.
  expect(standingOf({ test: ran(true, 5), changedAt: 4 })).toEqual({ ...passed, now: true });
  expect(standingOf({ test: { last: null }, changedAt: 4 })).toEqual({ run: false });
});

test('those that were run on another draft, or never, are no part of what passed', () => {
  const tests = [ran(true, 4), ran(false, 4), ran(true, 3), ran(false, 3), { last: null }];
  const standings = tests.map((one) => standingOf({ test: one, changedAt: 4 }));
  expect(countsOf(standings)).toEqual({ passed: 1, failed: 1, others: 3, failing: 2 });
});
