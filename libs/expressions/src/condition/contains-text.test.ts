import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { containsText } from './contains-text.ts';

test('long texts are searched by another way with the same result', () => {
  const letters = fc.constantFrom('a', 'b');
  fc.assert(
    fc.property(
      fc.string({ unit: letters, minLength: 1, maxLength: 30 }),
      fc.string({ unit: letters, maxLength: 30 }),
      (start, other) => {
        // Long enough that `includes` is not used.
        const sought = start.repeat(Math.ceil(8_000 / start.length));
        const text = other + start.repeat(Math.ceil(8_200 / start.length)) + other;
        expect(containsText({ text, sought })).toBe(text.includes(sought));
        expect(containsText({ text, sought: `${sought}${other}b` })).toBe(text.includes(`${sought}${other}b`));
      },
    ),
    { numRuns: 40 },
  );
});
