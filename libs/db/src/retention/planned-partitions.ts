import { DAY_MS, nextPeriod, type Period, periodMs } from './periods.ts';

/** From inclusive, to exclusive, in milliseconds; `from` is -Infinity for the one that the first rows went into. */
export interface TimeRange {
  fromMs: number;
  toMs: number;
}

/** Clocks of replicas differ: a partition is never made for a time that is as near as this. */
const MARGIN_MS = 3_600_000;
const LEAST_AHEAD_MS = 8 * DAY_MS;

/**
 * Ranges that have to be made so that rows of the next days find their partition. A time that has come without one stays with the partition for the rest: it is never
 * taken from it again, which would mean moving rows under a lock.
 */
export function plannedPartitions({
  existing,
  nowMs,
  period,
}: {
  existing: readonly TimeRange[];
  nowMs: number;
  period: Period;
}): TimeRange[] {
  const aheadMs = nowMs + Math.max(LEAST_AHEAD_MS, periodMs[period] / 2);
  const coveredMs = Math.max(Number.NEGATIVE_INFINITY, ...existing.map(({ toMs }) => toMs));
  const safeMs = nowMs + MARGIN_MS;
  const planned: TimeRange[] = [];
  for (let fromMs = coveredMs > safeMs ? coveredMs : nextPeriod({ ms: safeMs, period: 'day' }); fromMs < aheadMs; ) {
    const toMs = nextPeriod({ ms: fromMs, period });
    planned.push({ fromMs, toMs });
    fromMs = toMs;
  }
  return planned;
}
