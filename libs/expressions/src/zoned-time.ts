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

const formats = new Map<string, Intl.DateTimeFormat>();

/** The time zone when the runtime knows it, else UTC. */
export function knownTimezone(timezone: string | undefined): string {
  if (!timezone) return 'UTC';
  try {
    formatFor(timezone);
    return timezone;
  } catch {
    return 'UTC';
  }
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
    if (formats.size > 200) formats.clear();
    formats.set(timezone, format);
  }
  return format;
}

export function wallClockOf({ instant, timezone }: { instant: number; timezone: string }): WallClock {
  const parts = new Map(
    formatFor(timezone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const era = parts.get('era') === 'BC' ? 1 - read('year') : read('year');
  const millisecond = ((instant % 1000) + 1000) % 1000;
  return {
    year: era,
    month: read('month'),
    day: read('day'),
    hour: read('hour'),
    minute: read('minute'),
    second: read('second'),
    millisecond,
  };
}

/** The instant of a wall clock. One that is skipped in spring moves forward by the gap; one that comes twice in autumn is the first. */
export function instantOf({ wall, timezone }: { wall: WallClock; timezone: string }): number {
  const asUtc = utcOf(wall);
  const early = asUtc - offsetAt(asUtc - 86_400_000, timezone);
  const late = asUtc - offsetAt(asUtc + 86_400_000, timezone);
  const fits = [early, late].filter((instant) => instant + offsetAt(instant, timezone) === asUtc);
  return fits.length > 0 ? Math.min(...fits) : early;
}

function utcOf(wall: WallClock): number {
  const date = new Date(0);
  date.setUTCFullYear(wall.year, wall.month - 1, wall.day);
  date.setUTCHours(wall.hour, wall.minute, wall.second, wall.millisecond);
  return date.getTime();
}

function offsetAt(instant: number, timezone: string): number {
  return utcOf(wallClockOf({ instant, timezone })) - instant;
}
