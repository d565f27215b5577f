/** Names of months and days in a language, January and Sunday first. */
export interface DateNames {
  months: readonly string[];
  shortMonths: readonly string[];
  days: readonly string[];
  shortDays: readonly string[];
}

const MOST_LOCALES = 100;
const known = new Map<string, DateNames>();

/** The names for a locale such as `de-CH`; English when the runtime does not know it. */
export function dateNamesOf(locale: string): DateNames {
  let names = known.get(locale);
  if (!names) {
    const language = knownLocale(locale);
    const format = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC', calendar: 'gregory' });
    const all = (count: number, dateOf: (index: number) => number, options: Intl.DateTimeFormatOptions) => {
      const shown = format(options);
      return Array.from({ length: count }, (_, index) => shown.format(dateOf(index)));
    };
    // 4 January 1970 was a Sunday.
    const dayOf = (index: number) => Date.UTC(1970, 0, 4 + index);
    const monthOf = (index: number) => Date.UTC(1970, index, 1);
    names = {
      months: all(12, monthOf, { month: 'long' }),
      shortMonths: all(12, monthOf, { month: 'short' }),
      days: all(7, dayOf, { weekday: 'long' }),
      shortDays: all(7, dayOf, { weekday: 'short' }),
    };
    if (known.size >= MOST_LOCALES) known.clear();
    known.set(locale, names);
  }
  return names;
}

/** The locale when it is well formed, else `en-US`. */
export function knownLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en-US';
  } catch {
    return 'en-US';
  }
}
