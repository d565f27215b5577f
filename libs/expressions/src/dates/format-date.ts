import { type DateNames, dateNamesOf, knownLocale } from './date-names.ts';
import { type WallClock, wallClockOf } from './zoned-time.ts';

export interface DateFormat {
  instant: number;
  /** As strftime has it. */
  format: string;
  timezone: string;
  locale: string;
}

interface Moment extends WallClock {
  instant: number;
  timezone: string;
  locale: string;
  names: DateNames;
  /** Minutes ahead of UTC. */
  offset: number;
  /** From 0, Sunday. */
  weekday: number;
  dayOfYear: number;
}

interface Field {
  read(moment: Moment, options: { colon: boolean; width: number | undefined }): string | number;
  /** Least width, filled with `fill`. */
  width?: number;
  fill?: ' ';
}

const field = (read: Field['read'], width?: number, fill?: ' '): Field => ({ read, width, fill });
const two = (value: number) => String(value).padStart(2, '0');
const hour12 = ({ hour }: Moment) => hour % 12 || 12;
const date = (m: Moment) => `${String(m.year).padStart(4, '0')}-${two(m.month)}-${two(m.day)}`;
const clock = (m: Moment) => `${two(m.hour)}:${two(m.minute)}:${two(m.second)}`;
const meridiem = ({ hour }: Moment) => (hour < 12 ? 'AM' : 'PM');

const fields: Readonly<Record<string, Field>> = {
  a: field(({ names, weekday }) => names.shortDays[weekday] ?? ''),
  A: field(({ names, weekday }) => names.days[weekday] ?? ''),
  b: field(({ names, month }) => names.shortMonths[month - 1] ?? ''),
  h: field(({ names, month }) => names.shortMonths[month - 1] ?? ''),
  B: field(({ names, month }) => names.months[month - 1] ?? ''),
  c: field((m) => localised(m, { dateStyle: 'medium', timeStyle: 'medium' })),
  C: field(({ year }) => Math.floor(year / 100), 2),
  d: field(({ day }) => day, 2),
  D: field((m) => `${two(m.month)}/${two(m.day)}/${two(yearOfCentury(m.year))}`),
  e: field(({ day }) => day, 2, ' '),
  F: field(date),
  G: field((m) => isoWeekOf(m).year, 4),
  H: field(({ hour }) => hour, 2),
  I: field(hour12, 2),
  j: field(({ dayOfYear }) => dayOfYear, 3),
  k: field(({ hour }) => hour, 2, ' '),
  l: field(hour12, 2, ' '),
  L: field(({ millisecond }) => millisecond, 3),
  m: field(({ month }) => month, 2),
  M: field(({ minute }) => minute, 2),
  n: field(() => '\n'),
  N: field(({ millisecond }, { width = 9 }) => String(millisecond).padStart(3, '0').padEnd(width, '0').slice(0, width)),
  p: field(meridiem),
  P: field((m) => meridiem(m).toLowerCase()),
  q: field(({ day }) => ordinalOf(day)),
  r: field((m) => `${two(hour12(m))}:${two(m.minute)}:${two(m.second)} ${meridiem(m)}`),
  R: field((m) => `${two(m.hour)}:${two(m.minute)}`),
  s: field(({ instant }) => Math.floor(instant / 1000)),
  S: field(({ second }) => second, 2),
  t: field(() => '\t'),
  T: field(clock),
  u: field(({ weekday }) => weekday || 7),
  U: field((m) => weekOf(m, 0), 2),
  V: field((m) => isoWeekOf(m).week, 2),
  w: field(({ weekday }) => weekday),
  W: field((m) => weekOf(m, 1), 2),
  x: field((m) => localised(m, { dateStyle: 'short' })),
  X: field((m) => localised(m, { timeStyle: 'medium' })),
  y: field(({ year }) => yearOfCentury(year), 2),
  Y: field(({ year }) => year, 4),
  z: field(({ offset }, { colon }) => shownOffset(offset, colon ? ':' : '')),
  Z: field(({ timezone }) => timezone),
  '%': field(() => '%'),
};

const directive = /%([-_0^#:]*)(\d*)[EO]?([a-zA-Z%])/g;

/** A time as strftime writes it, in a zone and a language of its own, never those of the host. A directive that is not known stays as it is. */
export function formatDate({ instant, format, timezone, locale }: DateFormat): string {
  const moment = momentOf({ instant, timezone, locale });
  return format.replace(directive, (all, flags: string, digits: string, name: string) => {
    const known = fields[name];
    if (!known) return all;
    const width = digits === '' ? undefined : Number(digits);
    const value = known.read(moment, { colon: flags.includes(':'), width });
    return filled({
      text: cased({ text: String(value), flags }),
      flags,
      width: width ?? known.width ?? 0,
      fill: fillOf(known, value),
    });
  });
}

function fillOf(known: Field, value: string | number): string {
  return known.fill ?? (typeof value === 'number' ? '0' : ' ');
}

function filled({ text, flags, width, fill }: { text: string; flags: string; width: number; fill: string }): string {
  if (flags.includes('-')) return text;
  const sign = flags.includes('_') ? ' ' : flags.includes('0') ? '0' : fill;
  return sign === '0' && text.startsWith('-')
    ? `-${text.slice(1).padStart(width - 1, '0')}`
    : text.padStart(width, sign);
}

function cased({ text, flags }: { text: string; flags: string }): string {
  if (flags.includes('^')) return text.toUpperCase();
  if (!flags.includes('#')) return text;
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
}

function momentOf({ instant, timezone, locale }: Omit<DateFormat, 'format'>): Moment {
  const wall = wallClockOf({ instant, timezone });
  const midnight = utcDay(wall);
  const shown = midnight + ((wall.hour * 60 + wall.minute) * 60 + wall.second) * 1000 + wall.millisecond;
  return {
    ...wall,
    instant,
    timezone,
    locale,
    names: dateNamesOf(locale),
    offset: Math.round((shown - instant) / 60_000),
    weekday: new Date(midnight).getUTCDay(),
    dayOfYear: Math.round((midnight - utcDay({ ...wall, month: 1, day: 1 })) / 86_400_000) + 1,
  };
}

function utcDay({ year, month, day }: Pick<WallClock, 'year' | 'month' | 'day'>): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

function localised({ instant, timezone, locale }: Moment, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(knownLocale(locale), { ...options, timeZone: timezone }).format(instant);
}

function yearOfCentury(year: number): number {
  return ((year % 100) + 100) % 100;
}

function ordinalOf(day: number): string {
  if (day >= 11 && day <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}

// The days before the first of these weekdays belong to week 0.
function weekOf({ dayOfYear, weekday }: Moment, first: 0 | 1): number {
  return Math.floor((dayOfYear + 6 - ((weekday - first + 7) % 7)) / 7);
}

// The year of the Thursday of its week, and the week of that Thursday.
function isoWeekOf({ year, month, day, weekday }: Moment): { year: number; week: number } {
  const thursday = new Date(utcDay({ year, month, day: day + 4 - (weekday || 7) }));
  const first = utcDay({ year: thursday.getUTCFullYear(), month: 1, day: 1 });
  return {
    year: thursday.getUTCFullYear(),
    week: Math.floor((thursday.getTime() - first) / 604_800_000) + 1,
  };
}

function shownOffset(minutes: number, colon: string): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${colon}${two(size % 60)}`;
}
