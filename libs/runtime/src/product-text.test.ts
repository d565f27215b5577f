import { expect, test } from '@jest/globals';
import { productTexts, productTextsGerman } from '@patchbay/node-kit';
import { productText, textOverrides } from './product-text.ts';

const texts = {
  retryText: 'Again!',
  'de-CH': { retryText: 'Nomal!' },
  de: { retryText: 'Noch einmal!', fieldTooLarge: '{max} fehlt, {other}.' },
};

test.each([
  ['English', {}, 'en-GB', productTexts.retryText],
  ['German', {}, 'de-AT', productTextsGerman.retryText],
  ['English for a language without a catalogue', {}, 'fr', productTexts.retryText],
  ['English for no language at all', {}, '', productTexts.retryText],
  ['the flow’s own for every language', { retryText: 'Again!' }, 'de', 'Again!'],
  ['the flow’s own for a region', texts, 'de-CH', 'Nomal!'],
  ['the flow’s own for the language of a region', texts, 'de-AT', 'Noch einmal!'],
  ['the flow’s own for all where it has none for the language', texts, 'fr', 'Again!'],
  ['nothing of an object’s own', { constructor: { retryText: 5 } } as never, 'constructor', productTexts.retryText],
])('is %s', (_, own, locale, text) => {
  expect(productText({ overrides: textOverrides(own), locale, key: 'retryText' })).toBe(text);
});

test('values are filled in by name, and a name without a value is left', () => {
  const text = (locale: string) =>
    productText({ overrides: textOverrides(texts), locale, key: 'fieldTooLarge', values: { max: '{other}' } });
  expect(text('de')).toBe('{other} fehlt, {other}.');
  expect(text('en')).toBe('Please enter at most {other}.');
});

test('every text has a German wording with the same values', () => {
  const names = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted();
  for (const [key, english] of Object.entries(productTexts))
    expect([key, names(productTextsGerman[key as keyof typeof productTexts])]).toEqual([key, names(english)]);
});
