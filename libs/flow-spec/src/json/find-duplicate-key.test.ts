import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findDuplicateKey } from './find-duplicate-key.ts';

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"a":{"b":[0,{"c":1,"d":{},"c":2}]}}', 'a.b.1.c'],
  ['[[],{"x":"}","y":"\\"","x":1}]', '1.x'],
  ['{"key":1,"\\u006bey":2}', 'key'],
  ['{"":1,"":2}', ''],
  ['{"a":"a","b":"a","c":["a","a"]}', undefined],
  ['{"a":{"a":{"a":1}}}', undefined],
  ['"a"', undefined],
])('%s', (text, path) => {
  expect(findDuplicateKey(text)).toBe(path);
});

test('what JSON writes never has one; the same with a key repeated at its end always has', () => {
  const seed = Number(process.env.PATCHBAY_TEST_SEED ?? 1);
  fc.assert(
    fc.property(fc.json(), fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (text, object) => {
      expect(findDuplicateKey(text)).toBeUndefined();
      const written = JSON.stringify(object);
      const [key = ''] = Object.keys(object);
      expect(findDuplicateKey(`${written.slice(0, -1)},${JSON.stringify(key)}:0}`)).toBe(key);
    }),
    { seed, numRuns: 300 },
  );
});

test('the time rises with the length and no faster', () => {
  const time = (keys: number) => {
    const text = JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, index) => [`k${index}`, '\\"'])));
    const times = Array.from({ length: 9 }, () => {
      const begin = performance.now();
      findDuplicateKey(text);
      return performance.now() - begin;
    });
    return Math.min(...times);
  };
  time(10_000);
  expect(time(160_000) / time(10_000)).toBeLessThan(130);
});
