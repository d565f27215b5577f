import { describe, expect, test } from '@jest/globals';
import { render, templateErrorOf } from '../testing/render.ts';

describe('json', () => {
  test.each([
    ['{{ vars.v | json }}', { a: [1, 'x'] }, '{"a":[1,"x"]}'],
    ['{{ vars.v | json: 2 }}', { a: 1 }, '{\n  "a": 1\n}'],
    ['{{ vars.v | json: 99 }}', [1], '[\n          1\n]'],
    ['{{ vars.v | jsonify }}', 'a"b', '"a\\"b"'],
    ['{{ vars.v | inspect }}', null, 'null'],
    ['{"a": {{ vars.v | json }}}', undefined, '{"a": null}'],
  ])('%s of %j', (source, v, expected) => {
    expect(render(source, { v })).toBe(expected);
  });
});

describe('parse_json', () => {
  test.each([
    ['{"a":[1,{"b":null}]}', { a: [1, { b: null }] }],
    [' 5 ', 5],
    ['"x"', 'x'],
    ['no JSON', null],
    ['', null],
    ['{"a":', null],
  ])('%j', (text, expected) => {
    expect(render('{{ vars.text | parse_json }}', { text })).toEqual(expected);
  });

  test('what is no text stays as it is, nothing is nothing', () => {
    expect(render('{{ vars.a | parse_json }}', { a: { b: 1 } })).toEqual({ b: 1 });
    expect(render('{{ vars.gone | parse_json }}')).toBeNull();
    expect(render('{{ vars.gone | parse_json | default: "none" }}')).toBe('none');
  });

  test('deep JSON is refused', () => {
    const text = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(render('{{ vars.text | parse_json | size }}', { text: text(100) })).toBe(1);
    expect(templateErrorOf(() => render('{{ vars.text | parse_json }}', { text: text(101) })).code).toBe(
      'template.limit',
    );
  });
});
