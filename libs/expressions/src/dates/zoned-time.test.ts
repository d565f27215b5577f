import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addToInstant, DATE_UNITS, unitsBetween } from './date-arithmetic.ts';
import { formatDate } from './format-date.ts';
import { parseInstant } from './parse-instant.ts';
import { instantOf, knownTimezone, wallClockOf } from './zoned-time.ts';

const zones = [
  ...['UTC', 'Europe/Berlin', 'America/New_York', 'America/St_Johns', 'Asia/Kolkata', 'Australia/Lord_Howe'],
  ...['Pacific/Apia', 'Pacific/Chatham', 'Africa/Casablanca', 'America/Sao_Paulo'],
];
const zone = fc.constantFrom(...zones);
const instant = fc.integer({ min: Date.UTC(1975, 0), max: Date.UTC(2060, 0) });

test('a wall clock leads back to its instant, or to the first of the two that show it', () => {
  fc.assert(
    fc.property(instant, zone, (at, timezone) => {
      const back = instantOf({ wall: wallClockOf({ instant: at, timezone }), timezone });
      expect(back).toBeLessThanOrEqual(at);
      expect(wallClockOf({ instant: back, timezone })).toEqual(wallClockOf({ instant: at, timezone }));
    }),
  );
});

test('a time that is skipped in spring moves forward by the gap, one that comes twice is the first', () => {
  const berlin = (month: number, day: number, hour: number, minute: number) =>
    new Date(
      instantOf({
        wall: { year: 2026, month, day, hour, minute, second: 0, millisecond: 0 },
        timezone: 'Europe/Berlin',
      }),
    ).toISOString();
  expect(berlin(3, 29, 2, 30)).toBe('2026-03-29T01:30:00.000Z');
  expect(berlin(3, 29, 3, 30)).toBe('2026-03-29T01:30:00.000Z');
  expect(berlin(10, 25, 2, 30)).toBe('2026-10-25T00:30:00.000Z');
  expect(berlin(10, 25, 3, 30)).toBe('2026-10-25T02:30:00.000Z');
});

test('adding days keeps the time of day, adding and subtracting units counts them', () => {
  fc.assert(
    fc.property(
      instant,
      zone,
      fc.constantFrom(...DATE_UNITS),
      fc.integer({ min: -400, max: 400 }),
      (from, timezone, unit, amount) => {
        const to = addToInstant({ instant: from, amount, unit, timezone }) ?? Number.NaN;
        const count = unitsBetween({ from, to, unit, timezone });
        // Where the clock is put back or forward between, or a month is too short, a unit less may already be there.
        expect(Math.abs(count - amount)).toBeLessThanOrEqual(1);
        expect(Math.sign(to - from)).toBe(Math.sign(amount));
        if (unit === 'days') {
          const [a, b] = [wallClockOf({ instant: from, timezone }), wallClockOf({ instant: to, timezone })];
          const times = (wall: typeof a) => [wall.hour, wall.minute, wall.second];
          const { hour, minute, second, millisecond } = a;
          const sameTime = instantOf({ wall: { ...b, hour, minute, second, millisecond }, timezone });
          // That day may skip this time, as in spring.
          if (times(wallClockOf({ instant: sameTime, timezone })).join() === times(a).join())
            expect(times(b)).toEqual(times(a));
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('what a date prints as ISO is read again as the same instant', () => {
  fc.assert(
    fc.property(instant, zone, (at, timezone) => {
      const written = formatDate({ instant: at, format: '%Y-%m-%dT%H:%M:%S.%L%:z', timezone, locale: 'en' });
      expect(parseInstant({ value: written, now: '', timezone: 'UTC' })).toBe(at);
      const day = formatDate({ instant: at, format: '%F', timezone, locale: 'en' });
      const midnight = parseInstant({ value: day, now: '', timezone }) ?? Number.NaN;
      expect(formatDate({ instant: midnight, format: '%F', timezone, locale: 'en' })).toBe(day);
    }),
  );
});

test('unknown zones are UTC', () => {
  expect([knownTimezone('Europe/Berlin'), knownTimezone('Mars'), knownTimezone(undefined), knownTimezone('')]).toEqual([
    'Europe/Berlin',
    'UTC',
    'UTC',
    'UTC',
  ]);
});

test('what is no time is none', () => {
  for (const value of [
    '',
    ' ',
    'soon',
    '2026-13-01',
    '2026-02-29',
    '2026-01-01T25:00',
    null,
    true,
    {},
    [],
    1e18,
    'x'.repeat(500),
  ])
    expect(parseInstant({ value, now: '2026-01-01T00:00:00Z', timezone: 'UTC' })).toBeUndefined();
});
