/** The languages of the studio, each by its own name. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;

export type Language = keyof typeof LANGUAGES;

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(LANGUAGES, value);
}

/** The first language of a browser's list that the studio has, English when there is none. */
export function languageOf(wanted: readonly string[]): Language {
  const [first] = wanted.map((one) => one.toLowerCase().split('-')[0]).filter(isLanguage);
  return first ?? 'en';
}
