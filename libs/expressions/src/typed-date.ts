import { addToInstant } from './date-arithmetic.ts';
import { foldText } from './text-equals.ts';
import type { TypedAnswer, TypedQuestion } from './typed-answer.ts';
import { knownTimezone, wallClockOf } from './zoned-time.ts';

const months = [
  ['january', 'jan', 'januar', 'jänner'],
  ['february', 'feb', 'februar'],
  ['march', 'mar', 'märz', 'maerz', 'mrz'],
  ['april', 'apr'],
  ['may', 'mai'],
  ['june', 'jun', 'juni'],
  ['july', 'jul', 'juli'],
  ['august', 'aug'],
  ['september', 'sep', 'sept'],
  ['october', 'oct', 'oktober', 'okt'],
  ['november', 'nov'],
  ['december', 'dec', 'dezember', 'dez'],
];

const words: Record<string, number> = {
  today: 0,
  heute: 0,
  tomorrow: 1,
  morgen: 1,
  yesterday: -1,
  gestern: -1,
  übermorgen: 2,
  vorgestern: -2,
};

/** A date in a text as `YYYY-MM-DD`, when there is exactly one: ISO, `24.12.2026`, `24/12/2026` (month first in en-US), `24 December`, or a word such as `tomorrow`. */
export function typedDate({ text, now, timezone, locale }: TypedQuestion): TypedAnswer {
  const zone = knownTimezone(timezone);
  const folded = foldText(text);
  const found = new Set<string>();
  const today = wallClockOf({ instant: Date.parse(now), timezone: zone });
  const add = (year: number, month: number, day: number) => {
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1000 && year <= 9999)
      found.add(date.toISOString().slice(0, 10));
  };
  let rest = folded.replace(/\b(\d{4})-(\d{1,2})-(\d{1,2})(t[\d:.z+-]*)?/g, (_, year, month, day) => {
    add(Number(year), Number(month), Number(day));
    return ' ';
  });
  rest = rest.replace(/\b(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\b/g, (_, first, separator, second, year) => {
    const monthFirst = separator === '/' && /^en-(us|ph|fm)/i.test(locale);
    const [day, month] = monthFirst ? [second, first] : [first, second];
    add(fullYear(year), Number(month), Number(day));
    return ' ';
  });
  rest = rest.replace(
    /\b(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(\p{L}+)\.?,?(?:\s+(\d{4}))?/gu,
    (all, day, name, year) => named({ all, day, name, year }),
  );
  rest = rest.replace(/(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b,?(?:\s+(\d{4}))?/gu, (all, name, day, year) =>
    named({ all, day, name, year }),
  );
  for (const word of rest.split(/[^\p{L}]+/u)) {
    const days = words[word];
    if (days === undefined) continue;
    const wall = wallClockOf({
      instant: addToInstant({ instant: Date.parse(now), amount: days, unit: 'days', timezone: zone }),
      timezone: zone,
    });
    add(wall.year, wall.month, wall.day);
  }

  function named(parts: { all: string; day: string; name: string; year: string | undefined }): string {
    const month = months.findIndex((names) => names.includes(parts.name)) + 1;
    if (month === 0) return parts.all;
    add(parts.year ? Number(parts.year) : today.year, month, Number(parts.day));
    return ' ';
  }
  const [only, ...others] = found;
  return only === undefined || others.length > 0 ? { ok: false } : { ok: true, value: only };
}

function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}
