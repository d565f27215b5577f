import { instantOf } from './zoned-time.ts';

const plainDate = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?$/;
const namesZone = /(?:z|gmt|utc|[+-]\d{2}:?\d{2}|\b[ecmp][sd]t)\s*(?:\([^)]*\))?$/i;
const LONGEST_DATE = 100;

/**
 * Milliseconds of a time: ISO, Unix seconds, `now`, `today`, or what else JavaScript reads. One that names no zone, such as the `2026-12-24` of a
 * question, is meant in the conversation's zone, never in the host's. Undefined when it is no time.
 */
export function parseInstant({
  value,
  now,
  timezone,
}: {
  value: unknown;
  now: string;
  timezone: string;
}): number | undefined {
  if (typeof value === 'number') return known(value * 1000);
  if (value instanceof Date) return known(value.getTime());
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (text === 'now' || text === 'today') return known(Date.parse(now));
  if (text === '' || text.length > LONGEST_DATE) return undefined;
  if (/^\d+$/.test(text)) return known(Number(text) * 1000);
  const plain = plainDate.exec(text);
  if (plain) return instantOfParts({ parts: plain, timezone });
  if (namesZone.test(text)) return known(Date.parse(text));
  // Read as UTC first: the fields are then those that were written, wherever this runs.
  const written = Date.parse(`${text} UTC`);
  if (Number.isNaN(written)) return undefined;
  const date = new Date(written);
  return known(
    instantOf({
      wall: {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        hour: date.getUTCHours(),
        minute: date.getUTCMinutes(),
        second: date.getUTCSeconds(),
        millisecond: date.getUTCMilliseconds(),
      },
      timezone,
    }),
  );
}

function instantOfParts({ parts, timezone }: { parts: RegExpExecArray; timezone: string }): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const millisecond = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > lastDay || hour > 23 || minute > 59 || second > 59) return undefined;
  return known(instantOf({ wall: { year, month, day, hour, minute, second, millisecond }, timezone }));
}

// The range that JavaScript's dates have, and Intl with them.
function known(instant: number): number | undefined {
  return Math.abs(instant) <= 8.64e15 ? instant : undefined;
}
