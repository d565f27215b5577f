import { english } from './english/index.ts';
import { german } from './german/index.ts';
import { languageOf } from './languages.ts';

const placeholders = (text: string) => [...text.matchAll(/\{\{-?\s*(\w+)|<\/?(\w+)/g)].map(([hit]) => hit).sort();

describe.each(Object.entries(english))('texts of %s', (namespace, texts) => {
  const translated = german[namespace as keyof typeof english];

  it('has every key in German, not empty', () => {
    expect(Object.keys(translated).sort()).toEqual(Object.keys(texts).sort());
    expect(Object.entries(translated).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('fills in the same values in German', () => {
    const wrong = Object.entries<string>(texts).filter(
      ([key, text]) => String(placeholders(text)) !== String(placeholders(translated[key] ?? '')),
    );
    expect(wrong).toEqual([]);
  });

  it('has both forms of what is counted', () => {
    const keys = new Set(Object.keys(texts));
    const single = [...keys].filter(
      (key) =>
        (key.endsWith('_one') && !keys.has(key.replace(/_one$/, '_other'))) ||
        (key.endsWith('_other') && !keys.has(key.replace(/_other$/, '_one'))),
    );
    expect(single).toEqual([]);
  });
});

it('takes the first language of a browser that the studio has', () => {
  expect(languageOf(['fr-FR', 'de-CH', 'en'])).toBe('de');
  expect(languageOf(['en-GB', 'de'])).toBe('en');
  expect(languageOf(['fr'])).toBe('en');
  expect(languageOf([])).toBe('en');
});
