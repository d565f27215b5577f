import { instantOf, wallClockOf } from './zoned-time.ts';

export const DATE_UNITS = ['seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const;
export type DateUnit = (typeof DATE_UNITS)[number];

const fixed: Partial<Record<DateUnit, number>> = { seconds: 1_000, minutes: 60_000, hours: 3_600_000 };

/** A unit by its name, singular or plural. */
export function dateUnitOf(name: unknown): DateUnit | undefined {
  const text = String(name ?? 'days').toLowerCase();
  return DATE_UNITS.find((unit) => unit === text || unit === `${text}s`);
}

/** Milliseconds of an ISO time, a Unix time in seconds, `now` or `today`; undefined when it is no time. */
export function instantFrom({ value, now }: { value: unknown; now: string }): number | undefined {
  if (value === 'now' || value === 'today') return Date.parse(now);
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number') return value * 1000;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? undefined : instant;
}

/** Adds calendar-correctly in a time zone: a day is a day though it has 23 hours, 31 January plus a month is the last of February. */
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
}): number {
  const step = fixed[unit];
  if (step !== undefined) return instant + amount * step;
  const wall = wallClockOf({ instant, timezone });
  const whole = Math.trunc(amount);
  if (unit === 'days' || unit === 'weeks') {
    const days = unit === 'weeks' ? Math.trunc(amount * 7) : whole;
    return instantOf({ wall: { ...wall, day: wall.day + days }, timezone });
  }
  const months = wall.year * 12 + (wall.month - 1) + (unit === 'years' ? whole * 12 : whole);
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return instantOf({ wall: { ...wall, year, month, day: Math.min(wall.day, lastDay) }, timezone });
}

const approximateMs: Partial<Record<DateUnit, number>> = {
  days: 86_400_000,
  weeks: 604_800_000,
  months: 2_629_746_000,
  years: 31_556_952_000,
};

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
  const step = fixed[unit];
  if (step !== undefined) return Math.trunc((to - from) / step);
  const sign = to < from ? -1 : 1;
  const approximate = approximateMs[unit] ?? 86_400_000;
  let count = Math.trunc((to - from) / approximate);
  const reaches = (amount: number) => (addToInstant({ instant: from, amount, unit, timezone }) - to) * sign <= 0;
  while (!reaches(count) && count !== 0) count -= sign;
  while (reaches(count + sign)) count += sign;
  return count === 0 ? 0 : count;
}
