import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonBytes } from './json-bytes.ts';

test('counts the bytes that the compact text has', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (value) => {
      expect(jsonBytes(value)).toBe(new TextEncoder().encode(JSON.stringify(value)).length);
    }),
    { seed: 1, numRuns: 500 },
  );
  expect(jsonBytes({ a: undefined, b: '\ud800"\n\u0001' })).toBe('{"b":"\\ud800\\"\\n\\u0001"}'.length);
});
