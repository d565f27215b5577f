import { DAY_MS, type Partition, type Period, periodMs, type TimeRange } from '@patchbay/db';

/** A partition up to this size is emptied row by row at once; a larger one is waited for until it can be dropped as a whole. Bytes. */
const SMALL_BYTES = 256 * 1024 * 1024;
/** How long it is waited for, past the length of a partition, before its rows go one by one: some conversations last. Milliseconds. */
const PATIENCE_MS = 2 * DAY_MS;

/**
 * Where rows of removed conversations are looked for, by the time the conversations began: what is over since `overMs`, in small partitions and between partitions;
 * in large ones only what waits for too long.
 */
export function sweptRanges({
  partitions,
  overMs,
  period,
}: {
  partitions: readonly Pick<Partition, 'fromMs' | 'toMs' | 'bytes'>[];
  overMs: number;
  period: Period;
}): TimeRange[] {
  const ranges: TimeRange[] = [];
  let coveredMs = Number.NEGATIVE_INFINITY;
  for (const { fromMs, toMs, bytes } of partitions) {
    ranges.push({ fromMs: coveredMs, toMs: Math.min(fromMs, overMs) });
    const waitMs = bytes > SMALL_BYTES ? periodMs[period] + PATIENCE_MS : 0;
    ranges.push({ fromMs, toMs: Math.min(toMs, overMs - waitMs) });
    coveredMs = toMs;
  }
  ranges.push({ fromMs: coveredMs, toMs: overMs });
  return ranges.filter((range) => range.fromMs < range.toMs);
}
