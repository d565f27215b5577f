import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compilePattern, linearMatch, PatternError } from '../index.ts';

test.each([
  ['a+', 'xaax', true, false],
  ['^a+$', 'aaa', true, true],
  ['INC\\d{4}', 'INC0001', true, true],
  ['inc', 'INC', false, false],
  ['(?i)inc', 'INC', true, true],
  ['^\\p{L}+$', 'Größe', true, true],
  ['😀.', '😀ü', true, true],
  ['a|ab', 'ab', true, true],
  ['', 'abc', true, false],
  ['.', '\n', false, false],
  ['(?P<n>\\d)(?<m>\\d)', '12', true, true],
])('%j in %j: %s, as a whole %s', (pattern, text, found, whole) => {
  expect(linearMatch({ pattern, text })).toBe(found);
  expect(linearMatch({ pattern, text, whole: true })).toBe(whole);
});

test('flags', () => {
  expect(linearMatch({ pattern: 'ÄB', text: 'äb', flags: 'i' })).toBe(true);
  expect(linearMatch({ pattern: '^b$', text: 'a\nb', flags: 'm' })).toBe(true);
  expect(linearMatch({ pattern: 'a.b', text: 'a\nb', flags: 's' })).toBe(true);
  expect(linearMatch({ pattern: '^A.B$', text: 'x\na\nb', flags: 'ims' })).toBe(true);
  expect(() => linearMatch({ pattern: 'a', text: 'a', flags: 'g' })).toThrow(PatternError);
});

describe('is no pattern', () => {
  test.each([
    ['('],
    ['[a'],
    ['a{2000}'],
    ['(?=a)'],
    ['(?!a)'],
    ['(?<=a)b'],
    ['(a)\\1'],
    ['a**'],
    ['\\'],
    ['(((a{90}){90}){90})'],
    ['a'.repeat(1_001)],
  ])('%j', (pattern) => {
    let error: unknown;
    try {
      compilePattern(pattern);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(PatternError);
    expect(error).toMatchObject({ code: 'pattern.invalid', message: expect.stringMatching(/./) });
  });
});

describe('no pattern hangs', () => {
  const texts = ['a'.repeat(30_000), 'ab'.repeat(15_000), `${'a'.repeat(30_000)}!`, 'aäbö '.repeat(6_000)];
  test.each([
    ['^(a+)+$'],
    ['(a|aa)+$'],
    ['(.*a){20}$'],
    ['^(([a-z])+.)+[A-Z]([a-z])+$'],
    ['(a|b)*a(a|b){12}c'],
    ['(a|b)*a(a|b){900}c'],
    ['[ab]*a[ab]{900}c[ab]*d'],
    ['\\p{L}{900}\\d'],
    ['(?:a?){500}a{490}'],
    ['(?:.{0,30}a.{0,30}b){14}c$'],
    ['(x+x+)+y'],
  ])('%s', (pattern) => {
    for (const text of texts) {
      for (const whole of [false, true]) {
        const before = performance.now();
        try {
          linearMatch({ pattern, text, whole });
        } catch (error) {
          expect(error).toMatchObject({ code: 'pattern.limit' });
        }
        expect(performance.now() - before).toBeLessThan(10_000);
      }
    }
  });
});

test('an everyday pattern reads a long text', () => {
  expect(linearMatch({ pattern: 'INC\\d{7}', text: `${'some text '.repeat(15_000)}INC0000001` })).toBe(true);
});

test('a pattern is compiled once, and many patterns push out old ones', () => {
  const first = compilePattern('^once$');
  expect(compilePattern('^once$')).toBe(first);
  for (let index = 0; index < 300; index++) compilePattern(`^p${index}$`);
  expect(compilePattern('^once$')).not.toBe(first);
});

test('it matches as JavaScript does', () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '(?:ab)', '(a|b)', '^', '$');
  const times = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}');
  const pattern = fc
    .array(fc.tuple(atom, times), { maxLength: 6 })
    .map((parts) => parts.map(([one, many]) => (one === '^' || one === '$' ? one : one + many)).join(''));
  fc.assert(
    fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ') }), (source, text) => {
      expect(linearMatch({ pattern: source, text })).toBe(new RegExp(source).test(text));
      expect(linearMatch({ pattern: source, text, whole: true })).toBe(new RegExp(`^(?:${source})$`).test(text));
    }),
    { numRuns: 1_000 },
  );
});
