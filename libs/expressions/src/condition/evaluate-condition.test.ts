import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Condition, conditionSchema, evaluateCondition, OPERATORS, PatternError } from '../index.ts';
import { render } from '../testing/render.ts';

type Row = [left: unknown, right: unknown, holds: boolean];

function holds(left: unknown, op: string, right?: unknown): boolean {
  return evaluateCondition({ condition: conditionSchema.parse({ left, op, right }), render: (value) => value });
}

const opposite = (rows: Row[]): Row[] => rows.map(([left, right, is]) => [left, right, !is]);

const eq: Row[] = [
  ['a', 'a', true],
  ['Ada', 'aDA', true],
  ['ÄRGER', 'ärger', true],
  ['STRASSE', 'straße', true],
  ['ΣΑΣ', 'σας', true],
  ['e\u0301', 'é', true],
  ['é', 'e', false],
  ['007', '7', false],
  ['7.0', '7', false],
  [7, '7', true],
  [7, '7.0', true],
  ['007', 7, true],
  [7, ' 7 ', true],
  [7, '7a', false],
  [0, '', false],
  [0, null, false],
  [0, false, false],
  [1000, '1e3', false],
  [true, 'true', true],
  [true, 'TRUE', true],
  [false, 'false', true],
  [true, 1, false],
  [true, 'yes', false],
  [null, '', true],
  [undefined, null, true],
  ['', ' ', false],
  [[1, 2], [1, 2], true],
  [[1, 2], ['1', 2], true],
  [[1, 2], [2, 1], false],
  [[1], '[1]', true],
  [{ a: 1, b: 'X' }, { b: 'x', a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  ['9007199254740993', '9007199254740992', false],
];

const gt: Row[] = [
  ['10', '9', true],
  [10, '9', true],
  ['9', '10', false],
  ['1.10', '1.9', false],
  ['-1', '-2', true],
  ['.5', '0.4', true],
  ['+5', '4.9', true],
  ['10', '9a', false],
  ['b', 'A', true],
  ['2026-11-24', '2026-03-01', true],
  ['2026-11-24T10:00:00Z', '2026-11-24T09:59:59Z', true],
  ['2026-12-01', '2026-11-30T23:00:00Z', true],
  ['9007199254740993', '9007199254740992', true],
  ['-9007199254740993', '-9007199254740992', false],
  ['0.1000000000000000000002', '0.1000000000000000000001', true],
  ['5', '5', false],
  ['5', '5.0', false],
  ['', '5', false],
  [null, '-5', false],
  ['5', null, false],
  [undefined, undefined, false],
];

const contains: Row[] = [
  ['Hello World', 'WORLD', true],
  ['Hello', 'x', false],
  ['Straße', 'STRASSE', true],
  [['a', 'B'], 'b', true],
  [['ab'], 'a', false],
  [[1, 2], '2', true],
  [['007'], '7', false],
  [[{ a: 1 }], { a: 1 }, true],
  [[], 'a', false],
  [12345, '34', true],
  [null, 'a', false],
  ['abc', '', true],
];

const tables: Record<string, Row[]> = {
  eq,
  neq: opposite(eq),
  gt,
  gte: [
    ['5', '5.0', true],
    ['b', 'B', true],
    ['4', '5', false],
    ['10', '9', true],
    ['', '', false],
    [null, 0, false],
  ],
  lt: [
    ['9', '10', true],
    ['10', '9', false],
    ['2026-01-01', '2026-01-02', true],
    ['5', '5', false],
    ['', '5', false],
  ],
  lte: [
    ['5', '5.0', true],
    ['B', 'b', true],
    ['6', '5', false],
    ['', 'a', false],
    [4, 5, true],
  ],
  contains,
  not_contains: opposite(contains),
  starts_with: [
    ['Hello', 'hE', true],
    ['Hello', 'ello', false],
    [123, '12', true],
    [null, 'a', false],
  ],
  ends_with: [
    ['Hello', 'LLO', true],
    ['Hello', 'hell', false],
    [123, 23, true],
    ['', 'a', false],
  ],
  matches: [
    ['INC0012', '^INC\\d+$', true],
    ['inc0012', '^INC', false],
    ['inc0012', '(?i)^INC', true],
    ['xx INC1 yy', 'INC\\d', true],
    [5, '^5$', true],
    [null, '^$', true],
    [['a'], '\\["a"\\]', true],
  ],
  in: [
    ['b', 'a, b ,c', true],
    ['B', 'a,b', true],
    ['d', 'a,b', false],
    ['a,b', 'a,b', false],
    ['7', '07,7', true],
    ['07', '7,8', false],
    [7, '07,8', true],
    [7, ['7'], true],
    ['7', [7], true],
    ['x', ['X', 'y'], true],
    ['x', [], false],
    ['', '', false],
    [null, 'a,,b', false],
    [5, 5, true],
    [{ a: 1 }, [{ a: 1 }], true],
  ],
  version_gt: [
    ['1.10', '1.9', true],
    ['1.9', '1.10', false],
    ['1.0', '1', false],
    ['1.0.1', '1', true],
    ['v2.0', '1.9.9', true],
    ['2.0', '2.0-rc1', true],
    ['2.0-rc2', '2.0-rc1', true],
    ['2.0-rc10', '2.0-rc9', true],
    ['2.0-beta', '2.0-alpha', true],
    ['10.0.19045.3570', '10.0.19045.999', true],
    ['1.0+build9', '1.0+build1', false],
    [2, '1.9', true],
    ['', '1', false],
    ['1', '', false],
    ['20231116000000000001', '20231116000000000000', true],
  ],
  version_lt: [
    ['1.9', '1.10', true],
    ['1.0-rc', '1.0', true],
    ['1.0', '1', false],
    ['2', '10', true],
    [null, '1', false],
  ],
};

for (const [op, rows] of Object.entries(tables)) {
  describe(op, () => {
    test.each(rows)('%j and %j: %s', (left, right, expected) => {
      expect(holds(left, op, right)).toBe(expected);
    });
  });
}

describe('exists and empty have no right', () => {
  test.each([
    [null, false, true],
    [undefined, false, true],
    ['', false, true],
    [[], true, true],
    [{}, true, true],
    [' ', true, false],
    [0, true, false],
    [false, true, false],
    ['a', true, false],
    [[null], true, false],
    [{ a: null }, true, false],
  ])('%j: exists %s, empty %s', (left, exists, empty) => {
    expect(holds(left, 'exists')).toBe(exists);
    expect(holds(left, 'empty')).toBe(empty);
  });
});

test('every operator has a table', () => {
  expect([...Object.keys(tables), 'exists', 'empty'].sort()).toEqual(OPERATORS.map(({ op }) => op).sort());
});

test('all, any and not nest; an empty all holds, an empty any does not', () => {
  const yes: Condition = { left: 1, op: 'eq', right: 1 };
  const no: Condition = { not: yes };
  const check = (condition: Condition) => evaluateCondition({ condition, render: (value) => value });
  expect(check({ all: [] })).toBe(true);
  expect(check({ any: [] })).toBe(false);
  expect(check({ all: [yes, { any: [no, { not: no }] }] })).toBe(true);
  expect(check({ all: [yes, no] })).toBe(false);
});

test('sides are rendered as they are needed, natively', () => {
  const seen: unknown[] = [];
  const vars = { total: 12, tags: ['vpn', 'mail'] };
  const evaluate = (condition: Condition) =>
    evaluateCondition({
      condition,
      render: (value) => {
        seen.push(value);
        return typeof value === 'string' ? render(value, vars) : value;
      },
    });
  expect(evaluate({ left: '{{ vars.total }}', op: 'gt', right: '9' })).toBe(true);
  expect(evaluate({ left: '{{ vars.tags }}', op: 'contains', right: 'VPN' })).toBe(true);
  expect(evaluate({ left: '{{ vars.gone }}', op: 'exists', right: '{{ not read' })).toBe(false);
  expect(
    evaluate({
      any: [
        { left: 1, op: 'eq', right: 1 },
        { left: '{{ never', op: 'eq', right: 1 },
      ],
    }),
  ).toBe(true);
  expect(seen).not.toContain('{{ not read');
  expect(seen).not.toContain('{{ never');
});

test('a pattern that is none is an error', () => {
  expect(() => holds('a', 'matches', '(')).toThrow(PatternError);
});

test('no texts make a rule slow', () => {
  const a = 'a'.repeat(300_000);
  const nearly = `${'a'.repeat(50_000)}b${'a'.repeat(50_000)}`;
  const before = performance.now();
  expect(holds(a, 'contains', nearly)).toBe(false);
  expect(holds(`${a}b${a}`, 'contains', nearly)).toBe(true);
  expect(holds(`${'1'.repeat(200_000)}x`, 'gt', '5')).toBe(false);
  expect(holds(a, 'version_gt', nearly)).toBe(false);
  expect(holds(' '.repeat(200_000), 'lt', '5')).toBe(true);
  expect(performance.now() - before).toBeLessThan(10_000);
});

describe('for any values', () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.double({ noNaN: true }));
  const any = fc.oneof(scalar, fc.array(scalar), fc.jsonValue());

  test('every operator gives a boolean, and pairs are opposites', () => {
    const quiet = OPERATORS.filter(({ op }) => op !== 'matches').map(({ op }) => op);
    fc.assert(
      fc.property(any, any, (left, right) => {
        for (const op of quiet) expect(typeof holds(left, op, right)).toBe('boolean');
        expect(holds(left, 'neq', right)).toBe(!holds(left, 'eq', right));
        expect(holds(left, 'not_contains', right)).toBe(!holds(left, 'contains', right));
        expect(holds(left, 'eq', right)).toBe(holds(right, 'eq', left));
        expect(holds(left, 'gt', right)).toBe(holds(right, 'lt', left));
        expect(holds(left, 'gt', right) && holds(left, 'lt', right)).toBe(false);
        expect(holds(left, 'eq', structuredClone(left))).toBe(true);
      }),
    );
  });

  test('numbers order as numbers, however they are written', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.nat({ max: 3 }), (a, b, zeros) => {
        const written = `${a}.${'0'.repeat(zeros)}`;
        expect(holds(written, 'gt', String(b))).toBe(a > b);
        expect(holds(a, 'eq', written)).toBe(true);
        expect(holds(written, 'lte', b)).toBe(a <= b);
      }),
    );
  });

  test('contains is what includes says', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 40 }),
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 5 }),
        (text, sought) => {
          expect(holds(text, 'contains', sought)).toBe(text.includes(sought));
        },
      ),
    );
  });
});
