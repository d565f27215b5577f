/** Languages that every template speaks. */
export const templateLanguages = ['en', 'de'] as const;
export type TemplateLanguage = (typeof templateLanguages)[number];

/** A text in each of them. */
export type Both = Readonly<Record<TemplateLanguage, string>>;

export function both(en: string, de: string): Both {
  return { en, de };
}

/** Anything with texts in it, at any depth, with those of one language in their places. */
export function inLanguage(value: unknown, language: TemplateLanguage): unknown {
  if (isBoth(value)) return value[language];
  if (Array.isArray(value)) return value.map((item: unknown) => inLanguage(item, language));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inLanguage(item, language)]));
}

export function isBoth(value: unknown): value is Both {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === templateLanguages.length &&
    templateLanguages.every((language) => language in value && typeof Reflect.get(value, language) === 'string')
  );
}
