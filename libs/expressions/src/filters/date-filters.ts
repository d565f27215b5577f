import { addToInstant, DATE_UNITS, type DateUnit, dateUnitOf, unitsBetween } from '../dates/date-arithmetic.ts';
import { formatDate } from '../dates/format-date.ts';
import { parseInstant } from '../dates/parse-instant.ts';
import { isTimezone, knownTimezone } from '../dates/zoned-time.ts';
import { decimalOf } from '../condition/decimal.ts';
import { LimitPassed } from '../template/limit-passed.ts';
import { renderContext } from '../template/render-context.ts';
import { TEMPLATE_LIMITS } from '../template/template-limits.ts';
import type { FilterFunction, FilterThis } from './filter.ts';

const DEFAULT_FORMAT = '%Y-%m-%d %H:%M';
const STEPS_A_CHARACTER = 2;

/** `date`, `date_add` and `date_diff` on the clock, zone and language of the conversation, and LiquidJS's other names for `date`. */
export const dateFilters: Record<string, FilterFunction> = {
  date(value, format, timezone) {
    const shown = format === undefined || format === null ? DEFAULT_FORMAT : String(format);
    return formatted({ filter: this, value, format: shown, timezone });
  },
  date_to_xmlschema(value) {
    return formatted({ filter: this, value, format: '%Y-%m-%dT%H:%M:%S%:z' });
  },
  date_to_rfc822(value) {
    return formatted({ filter: this, value, format: '%a, %d %b %Y %H:%M:%S %z', locale: 'en-US' });
  },
  date_to_string(value, type, style) {
    return formatted({ filter: this, value, format: jekyllFormat({ month: '%b', type, style }) });
  },
  date_to_long_string(value, type, style) {
    return formatted({ filter: this, value, format: jekyllFormat({ month: '%B', type, style }) });
  },
  date_add(value, amount, unit) {
    const { now, timezone } = clockOf(this);
    const instant = parseInstant({ value, now, timezone });
    if (instant === undefined) return value;
    const number = decimalOf(amount);
    if (number === undefined) throw new Error('date_add needs a number');
    const moved = addToInstant({ instant, amount: number, unit: unitOf('date_add', unit), timezone });
    if (moved === undefined) throw new Error('date_add leaves the calendar');
    return new Date(moved).toISOString();
  },
  date_diff(value, other, unit) {
    const { now, timezone } = clockOf(this);
    const from = parseInstant({ value: other, now, timezone });
    const to = parseInstant({ value, now, timezone });
    if (from === undefined || to === undefined) return null;
    return unitsBetween({ from, to, unit: unitOf('date_diff', unit), timezone });
  },
};

function clockOf(filter: FilterThis): { now: string; timezone: string; locale: string } {
  const { now, timezone, locale } = renderContext(filter.context).clock;
  return { now, timezone: knownTimezone(timezone), locale };
}

function unitOf(filter: string, unit: unknown): DateUnit {
  if (unit === undefined || unit === null) return 'days';
  const known = dateUnitOf(unit);
  if (!known) throw new Error(`${filter} knows ${DATE_UNITS.join(', ')}`);
  return known;
}

function formatted({
  filter,
  value,
  format,
  timezone,
  locale,
}: {
  filter: FilterThis;
  value: unknown;
  format: string;
  timezone?: unknown;
  locale?: string;
}): unknown {
  const clock = clockOf(filter);
  const instant = parseInstant({ value, now: clock.now, timezone: clock.timezone });
  if (instant === undefined) return value;
  if (format.length > TEMPLATE_LIMITS.dateFormatCharacters || widest(format) > TEMPLATE_LIMITS.dateFieldWidth)
    throw new LimitPassed('The date format is too long.');
  // The name of a day or a month is asked of the calendar each time.
  renderContext(filter.context).time.check(1 + format.length * STEPS_A_CHARACTER);
  return formatDate({
    instant,
    format,
    timezone: timezone === undefined || timezone === null ? clock.timezone : zoneOf(timezone),
    locale: locale ?? clock.locale,
  });
}

function widest(format: string): number {
  return Math.max(0, ...Array.from(format.matchAll(/%[-_0^#:]*(\d+)/g), ([, digits]) => Number(digits)));
}

// A number is minutes west of UTC, as LiquidJS has it.
function zoneOf(timezone: unknown): string {
  const minutes = typeof timezone === 'number' ? Math.trunc(timezone) : undefined;
  const name = minutes === undefined ? String(timezone) : offsetName(-minutes);
  if (!isTimezone(name)) throw new Error(`"${name}" is no time zone`);
  return name;
}

function offsetName(east: number): string {
  const size = Math.abs(east);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${east < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function jekyllFormat({ month, type, style }: { month: string; type: unknown; style: unknown }): string {
  if (type !== 'ordinal') return `%d ${month} %Y`;
  return style === 'US' ? `${month} %-d%q, %Y` : `%-d%q ${month} %Y`;
}
