/** Wall-clock fields of an instant in a time zone; `month` from 1. */
export interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

const MOST_ZONES = 200;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether the runtime knows a time zone by this name. */
export function isTimezone(name: string): boolean {
  try {
    formatFor(name);
    return true;
  } catch {
    return false;
  }
}

/** The time zone when the runtime knows it, else UTC. */
export function knownTimezone(timezone: string | undefined): string {
  return timezone && isTimezone(timezone) ? timezone : 'UTC';
}

function formatFor(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
    if (formats.size >= MOST_ZONES) formats.clear();
    formats.set(timezone, format);
  }
  return format;
}

/** What clock and calendar of a zone show at an instant. Throws `RangeError` for an unknown zone. */
export function wallClockOf({ instant, timezone }: { instant: number; timezone: string }): WallClock {
  if (timezone === 'UTC') return utcClockOf(instant);
  const shown = new Map(
    formatFor(timezone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(shown.get(type));
  return {
    year: shown.get('era') === 'BC' ? 1 - read('year') : read('year'),
    month: read('month'),
    day: read('day'),
    hour: read('hour'),
    minute: read('minute'),
    second: read('second'),
    millisecond: ((instant % 1000) + 1000) % 1000,
  };
}

/** The instant of a wall clock, whose `day` may run over its month. One that is skipped in spring moves forward by the gap; one that comes twice in autumn is the first. */
export function instantOf({ wall, timezone }: { wall: WallClock; timezone: string }): number {
  const asUtc = utcOf(wall);
  if (timezone === 'UTC') return asUtc;
  const early = asUtc - offsetOf({ instant: asUtc - 86_400_000, timezone });
  const late = asUtc - offsetOf({ instant: asUtc + 86_400_000, timezone });
  const fits = [early, late].filter((instant) => instant + offsetOf({ instant, timezone }) === asUtc);
  return fits.length > 0 ? Math.min(...fits) : early;
}

/** Milliseconds that a zone's clock is ahead of UTC at an instant. */
export function offsetOf({ instant, timezone }: { instant: number; timezone: string }): number {
  return timezone === 'UTC' ? 0 : utcOf(wallClockOf({ instant, timezone })) - instant;
}

function utcClockOf(instant: number): WallClock {
  const date = new Date(instant);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  };
}

function utcOf(wall: WallClock): number {
  const date = new Date(0);
  date.setUTCFullYear(wall.year, wall.month - 1, wall.day);
  date.setUTCHours(wall.hour, wall.minute, wall.second, wall.millisecond);
  return date.getTime();
}
