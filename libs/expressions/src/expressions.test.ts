import { describe, expect, test } from '@jest/globals';
import {
  compileTemplate,
  type Condition,
  conditionSchema,
  evaluateCondition,
  linearMatch,
  parseTypedAnswer,
  summariseCondition,
} from './index.ts';

const scope = {
  vars: { list: [1, { a: 2 }], name: 'Ada', n: 6, nothing: null, html: '<b>', when: '2026-03-28T12:00:00.000Z' },
  message: { text: 'hi' },
  user: {},
  nodes: {},
  env: {},
};
const render = (source: string, timezone = 'Europe/Berlin') =>
  compileTemplate(source).render({ scope, now: '2026-11-24T12:00:00.000Z', timezone });

describe('templates', () => {
  test.each([
    ['{{ vars.list }}', [1, { a: 2 }]],
    [' {{- vars.list -}} ', [1, { a: 2 }]],
    ['{{ vars.n | plus: 1 }}', 7],
    ['x {{ vars.list }}', 'x [1,{"a":2}]'],
    ['{{ vars.html }} {{ vars.nothing }}|{{ vars.gone.deeper }}', '<b> |'],
    ['{{ user.name | default: "there" }}', 'there'],
    ['{{ now | date: "%H:%M" }} {{ "now" | date: "%d" }}', '13:00 24'],
    ['{{ vars.when | date_add: 1, "days" }}', '2026-03-29T11:00:00.000Z'],
    ['{{ "2026-01-31T00:00:00Z" | date_add: 1, "month" | date: "%Y-%m-%d" }}', '2026-02-28'],
    ['{{ "2026-11-24" | date_diff: "2026-11-20", "days" }}', 4],
    ['{{ \'{"a":[1]}\' | parse_json }}', { a: [1] }],
    ['{{ vars.list | push: 3 | size }}', 3],
    ['{{ vars.constructor }}{{ vars.__proto__ }}{{ vars.list.constructor.constructor }}', ''],
  ])('%s', (source, expected) => {
    expect(render(source)).toEqual(expected);
  });

  test.each([
    '{% for i in (1..1000000000) %}x{% endfor %}',
    '{% for i in (1..10000) %}{% for j in (1..10000) %}{% endfor %}{% endfor %}',
    '{% assign s = "aaaaaaaaaa" %}{% for i in (1..100) %}{% assign s = s | append: s %}{% endfor %}{{ s }}',
    '{% assign a = "a,b" | split: "," %}{% for i in (1..60) %}{% assign a = a | concat: a %}{% endfor %}{{ a }}',
    '{% for i in (1..1000) %}{% capture s %}{{ s }}{{ s }}xxxxxxxx{% endcapture %}{% endfor %}{{ s }}',
    '{{ now | date: "%1000000d" }}',
    '{% assign s = "x" %}{% for i in (1..40) %}{% assign s = s | replace: "x", "xx" %}{% endfor %}{{ s }}',
  ])('is stopped: %s', (source) => {
    const began = performance.now();
    expect(() => render(source)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^template\.(limit|render)$/) }),
    );
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test.each([
    '{% include "x" %}',
    '{% render "x" %}',
    '{% layout "x" %}',
    '{{ vars.list | sample }}',
    '{{ vars',
    '{% if %}',
  ])('does not parse: %s', (source) => {
    expect(() => compileTemplate(source)).toThrow(expect.objectContaining({ code: 'template.parse' }));
  });

  test('says what it reads, loop variables aside', () => {
    const { references } = compileTemplate(
      '{% assign x = vars.b %}{{ x.y }}{{ nodes.a.error.code }}{% for i in vars.list %}{{ i.z }}{% endfor %}',
    );
    expect(references.map((path) => path.join('.')).sort()).toEqual(['nodes.a.error.code', 'vars.b', 'vars.list']);
  });
});

describe('conditions', () => {
  const holds = (left: unknown, op: string, right?: unknown) => {
    const condition = conditionSchema.parse(right === undefined ? { left, op } : { left, op, right });
    return evaluateCondition({ condition, render: (value) => value });
  };
  test.each([
    ['007', 'eq', '7', false],
    [7, 'eq', '7.0', true],
    ['Ada', 'eq', 'ADA', true],
    [true, 'eq', 'true', true],
    ['10', 'gt', '9', true],
    ['2026-11-24', 'gt', '2026-03-01', true],
    ['', 'lt', '5', false],
    [['a', 'B'], 'contains', 'b', true],
    ['Hello', 'starts_with', 'he', true],
    ['b', 'in', 'a, b', true],
    [2, 'in', ['1', '2'], true],
    ['1.10', 'version_gt', '1.9', true],
    ['1.0', 'version_lt', '1', false],
    ['INC123', 'matches', '^INC\\d+$', true],
    ['inc123', 'matches', '^INC', false],
    [`${'a'.repeat(40)}!`, 'matches', '^(a+)+$', false],
  ])('%j %s %j is %s', (left, op, right, expected) => {
    expect(holds(left, op, right)).toBe(expected);
  });
  test('empty, exists, nesting and the sentence', () => {
    expect([null, '', [], {}].map((value) => holds(value, 'empty'))).toEqual([true, true, true, true]);
    expect([holds(0, 'exists'), holds('', 'exists')]).toEqual([true, false]);
    const condition: Condition = {
      any: [{ all: [{ left: '{{ vars.n }}', op: 'gt', right: '5' }] }, { not: { left: 'a', op: 'eq', right: 'a' } }],
    };
    expect(
      evaluateCondition({ condition, render: (value) => (typeof value === 'string' ? render(value) : value) }),
    ).toBe(true);
    expect(summariseCondition(condition)).toBe('vars.n is greater than 5 or not (a is a)');
    expect(conditionSchema.safeParse({ left: 'a', op: 'like', right: 'b' }).success).toBe(false);
    expect(linearMatch({ pattern: 'a+', text: 'xaax', whole: true })).toBe(false);
  });
});

test.each([
  ['email', 'it is ada@example.com.', 'ada@example.com'],
  ['email', 'a@b.de or c@d.de', undefined],
  ['number', 'about 1,234.5 please', 1234.5],
  ['number', '3 or 4', undefined],
  ['date', 'on 24 December 2026', '2026-12-24'],
  ['date', 'tomorrow', '2026-11-25'],
  ['date', '31.02.2026', undefined],
  ['url', 'see https://example.com/a.', 'https://example.com/a'],
  ['yes_no', 'Yes please!', true],
  ['yes_no', 'nein danke', false],
  ['yes_no', 'maybe', undefined],
] as const)('a typed %s in %j is %j', (expects, text, value) => {
  const answer = parseTypedAnswer({
    expects,
    text,
    now: '2026-11-24T12:00:00.000Z',
    timezone: 'Europe/Berlin',
    locale: 'en',
  });
  expect(answer).toEqual(value === undefined ? { ok: false } : { ok: true, value });
});
