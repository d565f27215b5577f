import { type FilterImplOptions, toValue } from 'liquidjs';
import { printValue } from '../template/print-value.ts';
import { renderContext } from '../template/render-context.ts';
import type { FilterFunction } from './filter.ts';

// LiquidJS joins lists and names objects "[object Object]" where a text is wanted; a template prints JSON.
const textFilters = new Set([
  ...['append', 'prepend', 'capitalize', 'downcase', 'upcase', 'strip', 'lstrip', 'rstrip', 'squish', 'strip_newlines'],
  ...['remove', 'remove_first', 'remove_last', 'replace', 'replace_first', 'replace_last', 'split', 'truncate'],
  ...['truncatewords', 'normalize_whitespace', 'number_of_words', 'newline_to_br', 'strip_html', 'slugify'],
  ...['escape', 'xml_escape', 'escape_once', 'url_encode', 'url_decode', 'cgi_escape', 'uri_escape'],
  ...['base64_encode', 'base64_decode', 'sha256', 'hmac_sha256'],
]);

// Not counted by LiquidJS, though they make texts.
const uncounted = new Set(['url_encode', 'url_decode', 'cgi_escape', 'uri_escape', 'slugify']);

// Those that evaluate an expression for every item.
const readsItems = new Set([
  ...['where', 'reject', 'group_by', 'has', 'find', 'find_index'],
  ...['where_exp', 'reject_exp', 'group_by_exp', 'has_exp', 'find_exp', 'find_index_exp'],
]);

/** What an item costs beside LiquidJS's own count of one, so that no filter alone outlasts a render. */
const PER_ITEM = 8;
const PER_ITEM_READ = 32;
const UNITS_A_STEP = 128;

/** A filter that asks for the time, counts what LiquidJS does not count, and takes lists and objects as JSON where it wants a text. */
export function guardFilter({ name, filter }: { name: string; filter: FilterImplOptions }): FilterFunction {
  const run: FilterFunction = typeof filter === 'function' ? filter : filter.handler;
  const isText = textFilters.has(name);
  const isUncounted = uncounted.has(name);
  const perItem = readsItems.has(name) ? PER_ITEM_READ : PER_ITEM;
  const read = readsItems.has(name) ? (name.endsWith('_exp') ? 1 : 0) : undefined;
  return function (given, ...others) {
    const context = renderContext(this.context);
    const value: unknown = toValue(given);
    const units = Array.isArray(value) && !isText ? value.length * perItem : 0;
    context.time.check(1 + units / UNITS_A_STEP);
    context.spend(units);
    if (read !== undefined) {
      // Parsed while rendering, so out of reach of `guardRanges`.
      if (holdsRange(others[read])) throw new Error(`a range cannot stand in what "${name}" reads`);
      // `nil` and `empty` have a meaning of their own for what is compared.
      return Reflect.apply(run, this, [value, ...others]);
    }
    const args = others.map((argument): unknown => toValue(argument));
    if (!isText) return Reflect.apply(run, this, [value, ...args]);
    const text = asText(value);
    if (isUncounted && typeof text === 'string') context.spend(text.length);
    return Reflect.apply(run, this, [text, ...args.map(asText)]);
  };
}

function holdsRange(read: unknown): boolean {
  const text = printValue(read);
  return text.includes('(') && text.includes('..');
}

function asText(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? printValue(value) : value;
}
