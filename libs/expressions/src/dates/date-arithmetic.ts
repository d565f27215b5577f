import { instantOf, wallClockOf } from './zoned-time.ts';

export const DATE_UNITS = ['seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const;
export type DateUnit = (typeof DATE_UNITS)[number];

const milliseconds: Record<DateUnit, number> = {
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 604_800_000,
  months: 2_629_746_000,
  years: 31_556_952_000,
};

/** A unit by its name, singular or plural. */
export function dateUnitOf(name: unknown): DateUnit | undefined {
  const text = String(name).toLowerCase();
  return DATE_UNITS.find((unit) => unit === text || unit === `${text}s`);
}

/**
 * Adds calendar-correctly in a time zone: a day is a day though it has 23 hours, 31 January plus a month is the last of February. A fraction of a
 * day or week is time on the clock; months and years are whole. Undefined when it leaves the calendar.
 */
export function addToInstant({
  instant,
  amount,
  unit,
  timezone,
}: {
  instant: number;
  amount: number;
  unit: DateUnit;
  timezone: string;
}): number | undefined {
  const far = instant + amount * milliseconds[unit];
  if (!(Math.abs(far) < 8.64e15)) return undefined;
  if (unit === 'seconds' || unit === 'minutes' || unit === 'hours') return Math.round(far);
  const wall = wallClockOf({ instant, timezone });
  if (unit === 'days' || unit === 'weeks') {
    const all = unit === 'weeks' ? amount * 7 : amount;
    const days = Math.trunc(all);
    const moved = days === 0 ? instant : instantOf({ wall: { ...wall, day: wall.day + days }, timezone });
    return moved + Math.round((all - days) * milliseconds.days);
  }
  const whole = Math.trunc(amount);
  if (whole === 0) return instant;
  const months = wall.year * 12 + (wall.month - 1) + (unit === 'years' ? whole * 12 : whole);
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return instantOf({ wall: { ...wall, year, month, day: Math.min(wall.day, daysOf({ year, month })) }, timezone });
}

/** Whole units from one instant to another, negative when it lies before. */
export function unitsBetween({
  from,
  to,
  unit,
  timezone,
}: {
  from: number;
  to: number;
  unit: DateUnit;
  timezone: string;
}): number {
  const sign = to < from ? -1 : 1;
  const estimate = Math.trunc((to - from) / milliseconds[unit]);
  if (unit === 'seconds' || unit === 'minutes' || unit === 'hours') return estimate + 0;
  const isReached = (amount: number) => {
    const moved = addToInstant({ instant: from, amount, unit, timezone });
    return moved !== undefined && (moved - to) * sign <= 0;
  };
  let count = estimate;
  while (count !== 0 && !isReached(count)) count -= sign;
  while (isReached(count + sign)) count += sign;
  return count + 0;
}

function daysOf({ year, month }: { year: number; month: number }): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}
