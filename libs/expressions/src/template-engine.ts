import { type FilterImplOptions, filters as builtIn, Liquid } from 'liquidjs';
import { addToInstant, dateUnitOf, instantFrom, unitsBetween } from './date-arithmetic.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';

/** What a render's filters read beside the scope. Kept under a key that no template can name. */
export interface RenderClock {
  now: string;
  timezone: string;
}

const CLOCK = Symbol('clock');
const noTags = ['include', 'render', 'layout', 'block'];
const noFilters = ['sample'];
const LONGEST_DATE_FORMAT = 200;

interface FilterThis {
  context: { globals: object; memoryLimit: { use(count: number): void } };
}

/** Globals of a render: nothing that a template can name. */
export function clockGlobals(clock: RenderClock): object {
  return { [CLOCK]: clock };
}

function clockOf(filter: FilterThis): RenderClock {
  const clock: unknown = Reflect.get(filter.context.globals, CLOCK);
  if (typeof clock === 'object' && clock && 'now' in clock && 'timezone' in clock)
    return { now: String(clock.now), timezone: String(clock.timezone) };
  return { now: new Date(0).toISOString(), timezone: 'UTC' };
}

/** LiquidJS under limits: own properties only, no tag that reads files, the clock handed in. `native` keeps the value of a lone output. */
export function createLiquid({ native }: { native: boolean }): Liquid {
  const liquid = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    keepOutputType: native,
    ...(native ? {} : { outputEscape: printed }),
    relativeReference: false,
    templates: {},
    parseLimit: TEMPLATE_LIMITS.parseCharacters,
    renderLimit: TEMPLATE_LIMITS.renderMs,
    memoryLimit: TEMPLATE_LIMITS.memoryUnits,
    timezoneOffset: 0,
    locale: 'en-US',
  });
  for (const name of noTags) delete liquid.tags[name];
  for (const name of noFilters) liquid.unregisterFilter(name);
  for (const [name, filter] of Object.entries(ownFilters)) liquid.registerFilter(name, filter);
  return liquid;
}

// Arrays and objects print as JSON, nothing as nothing; everything else as LiquidJS prints it.
function printed(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return JSON.stringify(value) ?? '';
  return String(value);
}

const ownFilters: Record<string, FilterImplOptions> = {
  date(this: FilterThis, value: unknown, format?: unknown, timezone?: unknown) {
    const clock = clockOf(this);
    return builtInDate(this, {
      value: value === 'now' || value === 'today' ? clock.now : value,
      format: format === undefined || format === null ? '%Y-%m-%d %H:%M' : checkedFormat(String(format)),
      timezone: timezone === undefined || timezone === null ? clock.timezone : timezone,
    });
  },
  date_add(this: FilterThis, value: unknown, amount: unknown, unit?: unknown) {
    const { now, timezone } = clockOf(this);
    const instant = instantFrom({ value, now });
    const known = dateUnitOf(unit);
    const number = Number(amount);
    if (instant === undefined || !known || !Number.isFinite(number)) return value;
    const moved = addToInstant({ instant, amount: number, unit: known, timezone });
    return Math.abs(moved) > 8.64e15 || Number.isNaN(moved) ? value : new Date(moved).toISOString();
  },
  date_diff(this: FilterThis, value: unknown, other: unknown, unit?: unknown) {
    const { now, timezone } = clockOf(this);
    const from = instantFrom({ value: other, now });
    const to = instantFrom({ value, now });
    const known = dateUnitOf(unit);
    return from === undefined || to === undefined || !known ? null : unitsBetween({ from, to, unit: known, timezone });
  },
  parse_json(this: FilterThis, value: unknown) {
    if (typeof value !== 'string') return value ?? null;
    this.context.memoryLimit.use(value.length);
    try {
      return JSON.parse(value, (key, inner) => (key === '__proto__' ? undefined : inner));
    } catch {
      return null;
    }
  },
};

function builtInDate(filter: FilterThis, options: { value: unknown; format: string; timezone: unknown }): unknown {
  const date = builtIn.date;
  const run = typeof date === 'function' ? date : date?.handler;
  return Reflect.apply(run ?? (() => options.value), filter, [options.value, options.format, options.timezone]);
}

// A width of a million digits would be padded to a million characters.
function checkedFormat(format: string): string {
  if (format.length > LONGEST_DATE_FORMAT || /%[^a-zA-Z%]*\d{3,}/.test(format))
    throw new Error('the date format is too long');
  return format;
}
