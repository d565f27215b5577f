import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keyPattern } from './document-limits.ts';
import { slugify } from './slugify.ts';

test.each([
  ['IT helpdesk', 'it-helpdesk'],
  ['Réinitialiser le mot de passe!', 'reinitialiser-le-mot-de-passe'],
  ['Straße 7 — Łódź', 'strasse-7-lodz'],
  ['  --  ', 'flow'],
  ['日本', 'flow'],
  [`${'a'.repeat(63)} b`, 'a'.repeat(63)],
])('%s', (name, slug) => {
  expect(slugify(name)).toBe(slug);
});

test('is always a key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
      expect(slugify(name)).toMatch(keyPattern);
    }),
    { seed: 1 },
  );
});
