import { LeastRecent } from './least-recent.ts';

const known = new LeastRecent<string>(1_000);

/** A client's language as a tag; English where it names none that is well formed. Browsers are not asked to be right. */
export function localeOf(locale: string | undefined): string {
  if (!locale) return 'en';
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** A client's time zone; UTC where it names none that is known here. */
export function timezoneOf(timezone: string | undefined): string {
  if (!timezone) return 'UTC';
  const before = known.get(timezone);
  if (before !== undefined) return before;
  let found = 'UTC';
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
    found = timezone;
  } catch {
    // Then times are shown in UTC.
  }
  known.set(timezone, found);
  return found;
}
