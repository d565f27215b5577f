/** How much time one partition holds. */
export type Period = 'day' | 'week' | 'month' | 'quarter';

export const DAY_MS = 86_400_000;

/** Longest that a period can be. Milliseconds. */
export const periodMs: Record<Period, number> = {
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 31 * DAY_MS,
  quarter: 92 * DAY_MS,
};

/**
 * For rows that are kept so many days. Each partition costs every read that is planned anew a little, and what is over waits for the rest of its partition to be
 * dropped: about a dozen of them is where neither hurts. Without a number rows are kept, and the partitions stand for good.
 */
export function periodFor(days: number | undefined): Period {
  if (days === undefined || days > 1_000) return 'quarter';
  if (days > 100) return 'month';
  return days > 14 ? 'week' : 'day';
}

/** The first moment after this one at which such a period begins, in UTC; weeks begin on Monday. */
export function nextPeriod({ ms, period }: { ms: number; period: Period }): number {
  const at = new Date(ms);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  switch (period) {
    case 'day':
      return Date.UTC(year, month, day + 1);
    case 'week':
      return Date.UTC(year, month, day + 7 - ((at.getUTCDay() + 6) % 7));
    case 'month':
      return Date.UTC(year, month + 1);
    case 'quarter':
      return Date.UTC(year, month - (month % 3) + 3);
    default:
      return period satisfies never;
  }
}
