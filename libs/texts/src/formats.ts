import { language } from './language.ts';

type Moment = string | number | Date;

/** Day and time of day, short, in the language of the studio and the zone of the browser. */
export function formatDateTime(value: Moment): string {
  return dates({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(value));
}

export function formatDate(value: Moment): string {
  return dates({ dateStyle: 'medium' }).format(new Date(value));
}

export function formatTime(value: Moment): string {
  return dates({ timeStyle: 'medium' }).format(new Date(value));
}

export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(locale(), options).format(value);
}

/** What a language is called, with its region where a tag names one: `English (United Kingdom)`. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(locale(), { type: 'language', languageDisplay: 'standard' }).of(tag) ?? tag;
  } catch {
    // No tag that is well formed.
    return tag;
  }
}

/** What stands between thousands and before decimals where a number is typed. */
export function numberSeparators(): { thousandSeparator: string; decimalSeparator: string } {
  const parts = new Intl.NumberFormat(locale(), { useGrouping: 'always' }).formatToParts(12_345.6);
  const of = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return { thousandSeparator: of('group'), decimalSeparator: of('decimal') };
}

const made = new Map<string, Intl.DateTimeFormat>();

// Making one takes longer than a thousand uses of it.
function dates(style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const shown = locale();
  const name = JSON.stringify([shown, style]);
  const format = made.get(name) ?? new Intl.DateTimeFormat(shown, style);
  made.set(name, format);
  return format;
}

// The browser's own locale where it is of the same language: `en-GB` writes dates otherwise than `en-US`.
function locale(): string {
  const shown = language();
  return navigator.languages.find((one) => one.toLowerCase().split('-')[0] === shown) ?? shown;
}
