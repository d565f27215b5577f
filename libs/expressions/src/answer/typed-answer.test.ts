import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  EXPECTATIONS,
  type Expectation,
  parseTypedAnswer,
  PatternError,
  textEquals,
  type TypedQuestion,
} from '../index.ts';

// A Tuesday; in Berlin it is already the 25th.
const now = '2026-11-24T23:30:00.000Z';

function answer(expects: Expectation, text: string, more: Partial<TypedQuestion> = {}): unknown {
  const result = parseTypedAnswer({ expects, text, now, timezone: 'Europe/Berlin', locale: 'en', ...more });
  return result.ok ? result.value : undefined;
}

describe('number', () => {
  test.each([
    ['5', 5],
    [' 5 ', 5],
    ['007', 7],
    ['-3', -3],
    ['−3', -3],
    ['+3', 3],
    ['.5', 0.5],
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['1,234', 1234],
    ['1,5', 1.5],
    ['1.234', 1.234],
    ['1 234', 1234],
    ['1 234 567.8', 1234567.8],
    ['1\u202f234,5', 1234.5],
    ["1'234.50", 1234.5],
    ['I have 3 laptops.', 3],
    ['It is 3.', 3],
    ['(3)', 3],
    ['about €1,200!', 1200],
    ['12%', 12],
    ['3 or 3', 3],
    ['3 or 4', undefined],
    ['room 1 234', undefined],
    ['three', undefined],
    ['3rd', undefined],
    ['INC0012', undefined],
    ['INC-12', undefined],
    ['12:30', undefined],
    ['24.12.2026', undefined],
    ['2026-12-24', undefined],
    ['1.2.3', undefined],
    ['192.168.0.1', undefined],
    ['+49 170 123456', undefined],
    ['1,23,456', undefined],
    ['5-6', undefined],
    ['1e5', undefined],
    ['', undefined],
    ['-', undefined],
    ['9'.repeat(400), undefined],
  ])('%j is %s', (text, expected) => {
    expect(answer('number', text)).toBe(expected);
  });

  test('the locale says what a single mark means', () => {
    expect(answer('number', '1.234', { locale: 'de' })).toBe(1234);
    expect(answer('number', '1,234', { locale: 'de' })).toBe(1.234);
    expect(answer('number', '1.5', { locale: 'de' })).toBe(1.5);
    expect(answer('number', '1,5', { locale: 'en-US' })).toBe(1.5);
    expect(answer('number', '1,5', { locale: '??' })).toBe(1.5);
  });

  test('any number is read back as it is written', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.constantFrom('en', 'de', 'fr', 'de-CH'),
        (number, locale) => {
          const rounded = Number(number.toFixed(2));
          const written = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(rounded);
          expect(answer('number', `it is ${written}`, { locale })).toBeCloseTo(rounded, 6);
        },
      ),
    );
  });
});

describe('email', () => {
  test.each([
    ['ada@example.com', 'ada@example.com'],
    ['it is Ada.Lovelace+it@Example.co.uk, thanks', 'Ada.Lovelace+it@Example.co.uk'],
    ['<ada@example.com>', 'ada@example.com'],
    ['mailto:ada@example.com', 'ada@example.com'],
    ["o'brien@example.ie", "o'brien@example.ie"],
    ["'ada@example.com'", 'ada@example.com'],
    ['ada@example.com.', 'ada@example.com'],
    ['ada@example.com ADA@example.com', 'ADA@example.com'],
    ['jürgen@müller.de', 'jürgen@müller.de'],
    ['a@xn--mller-kva.xn--p1ai', 'a@xn--mller-kva.xn--p1ai'],
    ['a@b.de or c@d.de', undefined],
    ['ada@example', undefined],
    ['ada@@example.com', undefined],
    ['@example.com', undefined],
    ['ada@', undefined],
    ['a..b@example.com', undefined],
    ['.a@example.com', undefined],
    ['a@-x.com', undefined],
    ['a@x..com', undefined],
    ['a@x.c', undefined],
    ['a@1.2', undefined],
    [`${'a'.repeat(65)}@example.com`, undefined],
    ['no address', undefined],
  ])('%j is %s', (text, expected) => {
    expect(answer('email', text)).toBe(expected);
  });

  test('any usual address is taken, in a sentence too', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        expect(answer('email', address)).toBe(address);
        expect(answer('email', `Write to ${address}, please.`)).toBe(address);
      }),
    );
  });
});

describe('url', () => {
  test.each([
    ['https://example.com', 'https://example.com'],
    ['HTTP://Example.com/a?b=c#d', 'HTTP://Example.com/a?b=c#d'],
    ['see https://example.com/a.', 'https://example.com/a'],
    ['(https://example.com/a)', 'https://example.com/a'],
    ['https://en.wikipedia.org/wiki/A_(b)', 'https://en.wikipedia.org/wiki/A_(b)'],
    ['"https://example.com"!', 'https://example.com'],
    ['http://intranet/x', 'http://intranet/x'],
    ['http://10.0.0.1:8080/x', 'http://10.0.0.1:8080/x'],
    ['https://a.de https://b.de', undefined],
    ['example.com', undefined],
    ['ftp://example.com', undefined],
    ['javascript:alert(1)', undefined],
    ['https://', undefined],
    ['https://exa mple', 'https://exa'],
  ])('%j is %s', (text, expected) => {
    expect(answer('url', text)).toBe(expected);
  });
});

describe('date', () => {
  test.each([
    ['2026-12-24', '2026-12-24'],
    ['2026-2-3', '2026-02-03'],
    ['2026/12/24', '2026-12-24'],
    ['2026-12-24T23:30:00Z', '2026-12-24'],
    ['24.12.2026', '2026-12-24'],
    ['24. 12. 2026', '2026-12-24'],
    ['4.1.27', '2027-01-04'],
    ['24/12/2026', '2026-12-24'],
    ['3/4/2026', '2026-04-03'],
    ['12/24/2026', '2026-12-24'],
    ['24-12-2026', '2026-12-24'],
    ['24 December 2026', '2026-12-24'],
    ['24th of December 2026', '2026-12-24'],
    ['December 24, 2026', '2026-12-24'],
    ['Dec 24th 2026', '2026-12-24'],
    ['24dec2026', '2026-12-24'],
    ['24. Dezember 2026', '2026-12-24'],
    ['1. März', '2026-03-01'],
    ['3. Jänner 2027', '2027-01-03'],
    ['Sept 5', '2026-09-05'],
    ['5 may', '2026-05-05'],
    ['today', '2026-11-25'],
    ['Tomorrow!', '2026-11-26'],
    ['yesterday', '2026-11-24'],
    ['übermorgen', '2026-11-27'],
    ['heute bitte', '2026-11-25'],
    ['It starts on 24 December 2026 at 9:00, please.', '2026-12-24'],
    ['I need 2 laptops by 24.12.2026', '2026-12-24'],
    ['24.12.2026, that is 24 December 2026', '2026-12-24'],
    ['24.12.2026 or 25.12.2026', undefined],
    ['tomorrow or 24.12.2026', undefined],
    ['31.02.2026', undefined],
    ['2026-13-01', undefined],
    ['32 December', undefined],
    ['0.1.2026', undefined],
    ['12/2026', undefined],
    ['10.1.12.13', undefined],
    ['192.168.10.1', undefined],
    ['5 apples', undefined],
    ['may', undefined],
    ['some day', undefined],
  ])('%j is %s', (text, expected) => {
    expect(answer('date', text)).toBe(expected);
  });

  test('the locale decides the order and the language', () => {
    expect(answer('date', '3/4/2026', { locale: 'en-US' })).toBe('2026-03-04');
    expect(answer('date', '24/12/2026', { locale: 'en-US' })).toBe('2026-12-24');
    expect(answer('date', '3/4/2026', { locale: 'en-GB' })).toBe('2026-04-03');
    expect(answer('date', '24 décembre 2026', { locale: 'fr' })).toBe('2026-12-24');
    expect(answer('date', '24 grudnia 2026', { locale: 'pl' })).toBe('2026-12-24');
    expect(answer('date', '24 de diciembre de 2026', { locale: 'es' })).toBe('2026-12-24');
    expect(answer('date', 'hier', { locale: 'fr' })).toBe('2026-11-24');
    expect(answer('date', 'hier', { locale: 'de' })).toBeUndefined();
    expect(answer('date', "aujourd'hui", { locale: 'fr-CH' })).toBe('2026-11-25');
    expect(answer('date', 'mañana', { locale: 'es' })).toBe('2026-11-26');
    expect(answer('date', '24 December', { locale: 'not a locale!' })).toBe('2026-12-24');
  });

  test('today is that of the zone, and of no zone without a clock', () => {
    expect(answer('date', 'today', { timezone: 'America/New_York' })).toBe('2026-11-24');
    expect(answer('date', 'today', { timezone: 'Mars' })).toBe('2026-11-24');
    expect(answer('date', 'tomorrow', { now: '2026-12-31T12:00:00Z', timezone: 'UTC' })).toBe('2027-01-01');
    expect(parseTypedAnswer({ expects: 'date', text: 'today' })).toEqual({ ok: false });
    expect(parseTypedAnswer({ expects: 'date', text: '24 December' })).toEqual({ ok: false });
    expect(parseTypedAnswer({ expects: 'date', text: '24 December 2026' })).toEqual({ ok: true, value: '2026-12-24' });
  });

  test('any day is read back however it is written', () => {
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2149-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom('en-US', 'en-GB', 'de', 'fr', 'it', 'pl', 'nl', 'pt'), (date, locale) => {
        const iso = date.toISOString().slice(0, 10);
        const long = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
        const digits = new Intl.DateTimeFormat(locale, {
          year: 'numeric',
          month: '2-digit',
          day: '2-digit',
          timeZone: 'UTC',
        });
        for (const text of [iso, long, digits.format(date), `x ${long}.`])
          expect([text, answer('date', text, { locale })]).toEqual([text, iso]);
      }),
    );
  });
});

describe('yes_no', () => {
  test.each([
    'yes',
    'Yes!',
    'y',
    'yes please',
    'yeah sure',
    'of course',
    'OK',
    'that is right',
    'ja',
    'ja, bitte',
    'na klar',
    'jawohl',
    'natürlich',
    'oui',
    "d'accord",
    'oui merci',
    'sí',
    'si, por favor',
    'por supuesto',
    'sì',
    'certo',
    'ja graag',
    'tak',
    'oczywiście',
    'sim',
    'claro que sim',
    'true',
    '👍',
  ])('%s says yes', (text) => expect(answer('yes_no', text)).toBe(true));
  test.each([
    'no',
    'No.',
    'n',
    'no thanks',
    'nope',
    'not really',
    'no way',
    'nein',
    'nein danke',
    'nö',
    'auf keinen fall',
    'leider nein',
    'non',
    'non merci',
    'pas du tout',
    'nunca',
    'nee',
    'liever niet',
    'nie',
    'não',
    'nao obrigado',
    'false',
    '👎',
  ])('%s says no', (text) => expect(answer('yes_no', text)).toBe(false));
  test.each([
    'maybe',
    'yes and no',
    'not sure',
    'please',
    'what?',
    'I said yes because it was late',
    '5',
    'nothing',
    'yesterday',
    '...',
  ])('%s says neither', (text) => expect(answer('yes_no', text)).toBeUndefined());
});

describe('regex and text', () => {
  test('the pattern fits the whole text, outer spaces aside', () => {
    const pattern = 'INC\\d{4}';
    expect(answer('regex', ' INC0001 ', { pattern })).toBe('INC0001');
    expect(answer('regex', 'it is INC0001', { pattern })).toBeUndefined();
    expect(answer('regex', 'inc0001', { pattern })).toBeUndefined();
    expect(answer('regex', 'anything')).toBeUndefined();
    expect(() => answer('regex', 'a', { pattern: '(' })).toThrow(PatternError);
  });

  test('text is taken as it is, outer spaces aside, and nothing is no answer', () => {
    expect(answer('text', '  My  laptop ')).toBe('My  laptop');
    for (const expects of EXPECTATIONS) expect(answer(expects, ' \n ', { pattern: '.*' })).toBeUndefined();
  });
});

test('nothing that is typed takes long', () => {
  const long = 4_000;
  const texts = ['a', '1', ' ', '.', "'", '@', 'a@', 'a.', '1.', '1 ', 'http://', '(', ')', '-', 'ä', '1,'].flatMap(
    (part) => [
      part.repeat(long / part.length),
      `${part.repeat(long / part.length - 1)}x`,
      `https://x/${part.repeat(long / part.length - 20)}`,
      part.repeat(500_000),
    ],
  );
  for (const expects of EXPECTATIONS)
    for (const text of texts) {
      const before = performance.now();
      answer(expects, text, { pattern: '^(\\S+)+$' });
      expect(performance.now() - before).toBeLessThan(5_000);
    }
});

test('any text gives an answer or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...EXPECTATIONS), (text, expects) => {
      expect(typeof parseTypedAnswer({ expects, text, pattern: '.*', now, locale: text }).ok).toBe('boolean');
    }),
  );
});

test.each([
  ['Laptop', ' lapTOP ', true],
  ['Café', 'cafe\u0301', true],
  ['Straße', 'STRASSE', true],
  ['a  b', 'a b', true],
  ['ＶＰＮ', 'vpn', true],
  ['İstanbul', 'istanbul', false],
  ['a', 'b', false],
])('%j and %j are the same text: %s', (left, right, expected) => {
  expect(textEquals(left, right)).toBe(expected);
  expect(textEquals(right, left)).toBe(expected);
});
