import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { filters as builtIn } from 'liquidjs';
import { compileTemplate, FILTERS, TemplateError } from '../index.ts';
import { NOW } from '../testing/render.ts';

const names = [...new Set([...Object.keys(builtIn), ...FILTERS.map(({ name }) => name)])].filter((n) => n !== 'sample');
const scope = {
  vars: {
    list: ['b', 'a', 3, null, true],
    record: { x: 1, y: 'z' },
    rows: [{ id: 1, n: 'x', t: [1] }, { id: 2, n: null }, {}],
    deep: [[[1, [2]]], { a: { b: {} } }],
    text: 'Hello, Wörld <b> & "x"',
    number: 12.5,
    none: null,
  },
};
const value = fc.constantFrom(
  ...[
    'vars.list',
    'vars.record',
    'vars.rows',
    'vars.deep',
    'vars.text',
    'vars.number',
    'vars.none',
    'vars.gone',
    'now',
  ],
  ...[
    'nil',
    'empty',
    'blank',
    'true',
    '0',
    '1',
    '-1',
    '1.5',
    '1000000000',
    '(1..3)',
    '(0..vars.number)',
    'vars.rows[0].n',
  ],
  ...[
    '""',
    '"x"',
    '"id"',
    '"n.x"',
    '","',
    '"days"',
    '"%A %3d %Z"',
    '"[["',
    "'x.id | plus: 1'",
    '"2026-11-24"',
    '"__proto__"',
  ],
);
const filter = fc
  .tuple(fc.constantFrom(...names), fc.array(value, { maxLength: 3 }))
  .map(([name, args]) => ` | ${name}${args.length > 0 ? `: ${args.join(', ')}` : ''}`);
const output = fc
  .tuple(value, fc.array(filter, { maxLength: 4 }))
  .map(([first, chain]) => `{{ ${first}${chain.join('')} }}`);
const block = fc.oneof(
  output,
  fc.tuple(value, output).map(([one, inner]) => `{% for i in ${one} %}{{ i }}${inner}{% endfor %}`),
  fc
    .tuple(value, value, output)
    .map(([a, b, inner]) => `{% if ${a} == ${b} or ${b} contains ${a} and ${a} < ${b} %}${inner}{% endif %}`),
  fc
    .tuple(value, value, output)
    .map(([a, b, inner]) => `{% case ${a} %}{% when ${b} %}${inner}{% else %}-{% endcase %}`),
  fc
    .tuple(value, output)
    .map(([a, inner]) => `{% assign vars = ${a} %}{% capture c %}${inner}{% endcapture %}{{ c | size }}`),
  fc
    .tuple(value, output)
    .map(([a, inner]) => `{% tablerow i in ${a} cols:2 %}${inner}{% endtablerow %}{% increment vars %}`),
);

test('any template gives JSON or a TemplateError, soon, and changes nothing', () => {
  const before = JSON.stringify(scope);
  const prototypes = [Object.prototype, Array.prototype, String.prototype, Function.prototype];
  const names = prototypes.map((prototype) => Object.getOwnPropertyNames(prototype).length);
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 3 }), (blocks) => {
      const start = performance.now();
      try {
        const template = compileTemplate(blocks.join(''));
        expect(template.references.every(([root]) => root !== undefined)).toBe(true);
        expect(isJson(template.render({ scope, now: NOW, timezone: 'Europe/Berlin' }))).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(TemplateError);
        expect(String(error)).not.toMatch(/Cannot read|is not a function|undefined \(/);
      }
      expect(performance.now() - start).toBeLessThan(6_000);
    }),
    { numRuns: 1_500 },
  );
  expect(JSON.stringify(scope)).toBe(before);
  expect(prototypes.map((prototype) => Object.getOwnPropertyNames(prototype).length)).toEqual(names);
});

test('any text is a template or a TemplateError', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '{%',
    '%}',
    '-',
    '|',
    ':',
    '"',
    "'",
    '(',
    '..',
    ')',
    '[',
    ']',
    '.',
    ' ',
    '\n',
    'if',
    'for',
    'in',
    'raw',
    'end',
    'a',
    '1',
    '#',
    ',',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      try {
        const template = compileTemplate(pieces.join(''));
        expect(Array.isArray(template.references)).toBe(true);
        template.render({ scope, now: NOW });
      } catch (error) {
        expect(error).toBeInstanceOf(TemplateError);
      }
    }),
    { numRuns: 2_000 },
  );
});

function isJson(made: unknown): boolean {
  if (made === undefined || made === null || ['string', 'number', 'boolean'].includes(typeof made)) return true;
  if (typeof made !== 'object') return false;
  if (![Object.prototype, Array.prototype].includes(Object.getPrototypeOf(made))) return false;
  return Object.values(made).every(isJson);
}
