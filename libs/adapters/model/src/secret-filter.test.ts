import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SecretFilter } from './secret-filter.ts';

const through = (secrets: string[], parts: string[]) => {
  const filter = new SecretFilter(secrets);
  return parts.map((part) => filter.push(part)).join('') + filter.flush();
};

test('a secret is taken out however the text is cut, and everything else comes through', () => {
  const secret = 'sk-aab-aabc';
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('sk-', 'aab', '-', 'a', 'b', 'c', secret, ' ', 'ü'), { maxLength: 30 }),
      fc.array(fc.nat(5), { minLength: 1, maxLength: 20 }),
      (words, sizes) => {
        const text = words.join('');
        const parts: string[] = [];
        for (let at = 0, index = 0; at < text.length; index++) {
          const size = sizes[index % sizes.length]! + 1;
          parts.push(text.slice(at, at + size));
          at += size;
        }
        expect(through([secret], parts)).toBe(text.replaceAll(secret, '•••'));
      },
    ),
  );
  expect(through([], ['a', 'b'])).toBe('ab');
  expect(through(['abc'], ['a', 'bc'])).toBe('abc');
});
