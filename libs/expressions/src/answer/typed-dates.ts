import { knownTimezone, wallClockOf } from '../dates/zoned-time.ts';
import { dayOfWord } from './day-words.ts';
import { monthsByName } from './month-names.ts';
import { foldText } from './text-equals.ts';

interface DateQuestion {
  text: string;
  now: string | undefined;
  timezone: string;
  locale: string;
}

interface Day {
  year: number;
  month: number;
  day: number;
}

// Each begins at the edge of a word or number and repeats nothing that the next part may also take, so that all are linear.
const yearFirst =
  /(?<![\d.])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[t ]\d{1,2}:\d{2}[\d:.]*(?:z|[+-]\d{2}:?\d{2})?)?(?!\d)/g;
const yearLast = /(?<![\d.])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\.?\d)/g;
const dayThenName =
  /(?<![\p{L}\p{N}])(\d{1,2})(?:st|nd|rd|th|\.)? ?(?:of |de )?(\p{L}+)\.?,?(?: ?(?:de )?(\d{4}))?(?![\p{L}\p{N}])/gu;
const nameThenDay = /(?<![\p{L}\p{N}])(\p{L}+)\.? ?(\d{1,2})(?:st|nd|rd|th)?(?:,? ?(\d{4}))?(?![\p{L}\p{N}])/gu;

/**
 * Dates in a text as `YYYY-MM-DD`: ISO, `24.12.2026`, `24/12/2026` (month first where the locale does so), `24 December 2026`, `Dec 24`, or a word
 * such as `tomorrow` in the given zone. One without a year is in the current one.
 */
export function datesIn({ text, now, timezone, locale }: DateQuestion): string[] {
  const found: string[] = [];
  const today = todayOf({ now, timezone });
  const add = (date: Day) => {
    const isReal = isRealDay(date);
    if (isReal) found.push(isoDate(date));
    return isReal;
  };
  const months = monthsByName(locale);
  const addNamed = ({ all, name, day, year }: { all: string; name: string; day: string; year: string | undefined }) => {
    const month = months.get(name);
    const fullYear = year === undefined ? today?.year : Number(year);
    return month !== undefined && fullYear !== undefined && add({ year: fullYear, month, day: Number(day) })
      ? ' '
      : all;
  };

  const rest = foldText(text)
    .replace(/(?<=\d\.) (?=\d)/g, '')
    .replace(yearFirst, (all, year: string, _, month: string, day: string) =>
      add({ year: Number(year), month: Number(month), day: Number(day) }) ? ' ' : all,
    )
    .replace(yearLast, (all, first: string, separator: string, second: string, year: string) => {
      const [a, b] = [Number(first), Number(second)];
      const isMonthFirst = separator === '/' && (b > 12 || (a <= 12 && isMonthFirstIn(locale)));
      const fullYear = year.length === 2 ? 2000 + Number(year) : Number(year);
      return add({ year: fullYear, month: isMonthFirst ? a : b, day: isMonthFirst ? b : a }) ? ' ' : all;
    })
    .replace(dayThenName, (all, day: string, name: string, year?: string) => addNamed({ all, name, day, year }))
    .replace(nameThenDay, (all, name: string, day: string, year?: string) => addNamed({ all, name, day, year }));

  if (today)
    for (const word of rest.split(/[^\p{L}']+/u)) {
      const days = dayOfWord({ word, locale });
      if (days !== undefined) found.push(isoDate({ ...today, day: today.day + days }));
    }
  return found;
}

function todayOf({ now, timezone }: { now: string | undefined; timezone: string }): Day | undefined {
  const instant = now === undefined ? Number.NaN : Date.parse(now);
  return Number.isNaN(instant) ? undefined : wallClockOf({ instant, timezone: knownTimezone(timezone) });
}

function isRealDay({ year, month, day }: Day): boolean {
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay;
}

function isoDate({ year, month, day }: Day): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

function isMonthFirstIn(locale: string): boolean {
  return /^en-(?:us|ph|fm|gu|pw|as|pr|um|vi)\b/i.test(locale);
}
