import type { StoredTest } from '@patchbay/api-contract';

/** How a test case stands: how it ended last, and whether that was on the draft as it is now. */
export type Standing = { run: false } | { run: true; passed: boolean; now: boolean };

/** `changedAt`: the last revision at which the draft was changed so that a test may tell; undefined while some such change is not saved, so that nothing was run on it. */
export function standingOf({
  test: { last },
  changedAt,
}: {
  test: Pick<StoredTest, 'last'>;
  changedAt: number | undefined;
}): Standing {
  if (!last) return { run: false };
  // A run can be told of before the change that it was the first to run on.
  return { run: true, passed: last.passed, now: changedAt !== undefined && last.revision >= changedAt };
}

/** Counts of test cases. `passed` and `failed` are of the draft as it is now; all others are in `others`, and `failing` are those that failed last, on whichever draft. */
export function countsOf(standings: readonly Standing[]): {
  passed: number;
  failed: number;
  others: number;
  failing: number;
} {
  const count = (is: (standing: Standing) => boolean) => standings.filter(is).length;
  return {
    passed: count((one) => one.run && one.now && one.passed),
    failed: count((one) => one.run && one.now && !one.passed),
    others: count((one) => !one.run || !one.now),
    failing: count((one) => one.run && !one.passed),
  };
}
