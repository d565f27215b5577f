import { expect, it } from '@jest/globals';
import { isPartMissing } from './is-part-missing.ts';

it.each([
  ['Chromium', 'Failed to fetch dynamically imported module: http://localhost/assets/editor-page-abc.js'],
  ['Firefox', 'error loading dynamically imported module: http://localhost/assets/editor-page-abc.js'],
  ['Safari', 'Importing a module script failed.'],
  ['Vite, of a style', 'Unable to preload CSS for /assets/editor-page-abc.css'],
])('knows what %s says where a part is missing', (_, message) => {
  expect(isPartMissing(new TypeError(message))).toBe(true);
});

it('takes nothing else for it', () => {
  expect(isPartMissing(new TypeError('Failed to fetch'))).toBe(false);
  expect(isPartMissing('Failed to fetch dynamically imported module')).toBe(false);
});
