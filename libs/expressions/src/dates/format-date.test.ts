import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatDate } from './format-date.ts';

const show = (format: string, iso = '2026-01-04T07:05:09.042Z', timezone = 'UTC', locale = 'en-US') =>
  formatDate({ instant: Date.parse(iso), format, timezone, locale });

test.each([
  ['%a %A %b %B %h', 'Sun Sunday Jan January Jan'],
  ['%C %y %Y %G %V', '20 26 2026 2026 01'],
  ['%d %e %-d %_d %j', '04  4 4  4 004'],
  ['%H %I %k %l %-I %p %P', '07 07  7  7 7 AM am'],
  ['%M %S %L %N %3N %6N %s', '05 09 042 042000000 042 042000 1767510309'],
  ['%m %-m %u %w %U %W', '01 1 7 0 01 00'],
  ['%D %F %R %T %r', '01/04/26 2026-01-04 07:05 07:05:09 07:05:09 AM'],
  ['%z %:z %Z', '+0000 +00:00 UTC'],
  ['%q %% %n %t', 'th % \n \t'],
  ['%^a %#p %10Y %010d %-H', 'SUN am 0000002026 0000000004 7'],
  ['%Ey %Od', '26 04'],
  ['%f %Q %', '%f %Q %'],
])('%j is %j', (format, expected) => {
  expect(show(format)).toBe(expected);
});

test.each([
  ['2026-12-31T12:00:00Z', '2026-W53'],
  ['2027-01-01T12:00:00Z', '2026-W53'],
  ['2027-01-04T12:00:00Z', '2027-W01'],
  ['2024-12-30T12:00:00Z', '2025-W01'],
  ['2023-01-01T12:00:00Z', '2022-W52'],
])('the ISO week of %s is %s', (iso, expected) => {
  expect(show('%G-W%V', iso)).toBe(expected);
});

test('the day of the month has its ending', () => {
  const endings = [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 31].map((day) =>
    show('%-d%q', `2026-01-${String(day).padStart(2, '0')}T00:00:00Z`),
  );
  expect(endings.join(' ')).toBe('1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 31st');
});

test('zones and languages are those given', () => {
  expect(show('%H:%M %z', '2026-07-01T12:00:00Z', 'America/St_Johns')).toBe('09:30 -0230');
  expect(show('%A %-d. %B %x', '2026-03-01T12:00:00Z', 'UTC', 'de')).toBe('Sonntag 1. März 01.03.26');
});

test('it agrees with the runtime’s own calendar', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland');
  fc.assert(
    fc.property(
      fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true }),
      zones,
      (date, zone) => {
        const own = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
        expect(show('%F %T', date.toISOString(), zone)).toBe(own.format(date));
        const weekday = new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'long' });
        expect(show('%A', date.toISOString(), zone)).toBe(weekday.format(date));
      },
    ),
  );
});
