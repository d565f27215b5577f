import { expect, test } from '@jest/globals';
import { compileTemplate, FILTERS } from '../index.ts';

test('every filter that is offered exists, and is written as it is shown', () => {
  for (const { name, signature } of FILTERS) {
    expect(signature.startsWith(name)).toBe(true);
    expect(() => compileTemplate(`{{ vars.x | ${signature} }}`)).not.toThrow();
  }
  expect(new Set(FILTERS.map(({ name }) => name)).size).toBe(FILTERS.length);
});
