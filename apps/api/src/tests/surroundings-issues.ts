import type { TestCase } from '@patchbay/api-contract';
import type { Issue } from '../platform/http/problem-error.ts';

/** A language or a time zone that nobody can be in: a test would be had in another one, and say nothing of it. */
export function surroundingsIssues({ locale, timezone }: Pick<TestCase, 'locale' | 'timezone'>): Issue[] {
  const issues: Issue[] = [];
  if (locale !== undefined && !isKnown(() => Intl.getCanonicalLocales(locale)))
    issues.push({ path: 'locale', code: 'unknown_locale', message: 'A language is a tag such as "de" or "en-GB".' });
  if (timezone !== undefined && !isKnown(() => new Intl.DateTimeFormat('en', { timeZone: timezone })))
    issues.push({
      path: 'timezone',
      code: 'unknown_timezone',
      message: 'A time zone is named such as "Europe/Berlin".',
    });
  return issues;
}

function isKnown(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
