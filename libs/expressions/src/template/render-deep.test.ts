import { expect, test } from '@jest/globals';
import { compileTemplate, renderDeep } from '../index.ts';
import { NOW } from '../testing/render.ts';

const scope = { vars: { list: [1, 2], name: 'Ada' } };
const render = (source: string) => compileTemplate(source).render({ scope, now: NOW });

test('every text is rendered, native values are kept', () => {
  const config = {
    text: 'Hi {{ vars.name }}',
    rows: '{{ vars.list }}',
    nested: [{ a: '{{ vars.list[0] }}', b: 5, c: null, d: true }, ['{{ vars.gone }}']],
    '{{ vars.name }}': 'keys stay',
  };
  expect(renderDeep({ value: config, render })).toEqual({
    text: 'Hi Ada',
    rows: [1, 2],
    nested: [{ a: 1, b: 5, c: null, d: true }, [undefined]],
    '{{ vars.name }}': 'keys stay',
  });
  expect(config.rows).toBe('{{ vars.list }}');
});

test('what a template gives is not rendered again', () => {
  const given = { vars: { a: '{{ vars.b }}', b: 'secret' } };
  const once = (source: string) => compileTemplate(source).render({ scope: given, now: NOW });
  expect(renderDeep({ value: { x: ['{{ vars.a }}'] }, render: once })).toEqual({ x: ['{{ vars.b }}'] });
});

test('no prototype is set', () => {
  const value = renderDeep({ value: JSON.parse('{"__proto__": {"polluted": "x"}, "a": "b"}'), render });
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(value).toEqual({ a: 'b' });
});
