import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { render, renderText } from '../testing/render.ts';

const vars = { text: '  Hello World  ', list: ['a', 1], object: { a: 1 }, none: null, number: 5, price: 12.345 };

test.each([
  ['vars.text | strip', 'Hello World'],
  ['vars.text | upcase | strip', 'HELLO WORLD'],
  ['vars.text | downcase | lstrip', 'hello world  '],
  ['vars.text | rstrip', '  Hello World'],
  ['"ada LOVELACE" | capitalize', 'Ada lovelace'],
  ['"a  b\n c " | squish', 'a b c'],
  ['"abc" | append: "d" | prepend: "_"', '_abcd'],
  ['"a-b-c" | replace: "-", "+"', 'a+b+c'],
  ['"a-b-c" | replace_first: "-", "+"', 'a+b-c'],
  ['"a-b-c" | replace_last: "-", "+"', 'a-b+c'],
  ['"a-b-c" | remove: "-"', 'abc'],
  ['"a-b-c" | remove_first: "-" | remove_last: "-"', 'abc'],
  ['"a,b,,c,," | split: ","', ['a', 'b', '', 'c']],
  ['"äö" | split: ""', ['ä', 'ö']],
  ['"hello world" | truncate: 8', 'hello...'],
  ['"one two three" | truncatewords: 2', 'one two...'],
  ['"<b>x</b>" | strip_html', 'x'],
  ['"<b>" | escape', '&lt;b&gt;'],
  ['"a b&c=ä" | url_encode', 'a+b%26c%3D%C3%A4'],
  ['"a+b%26" | url_decode', 'a b&'],
  ['"Größe 5!" | slugify', 'größe-5'],
  ['"a\nb" | newline_to_br', 'a<br />\nb'],
  ['"a\nb" | strip_newlines', 'ab'],
  ['"hé" | base64_encode | base64_decode', 'hé'],
  ['"a" | sha256', 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'],
  ['"a b c" | number_of_words', 3],
  ['"hello" | slice: 1, 3', 'ell'],
  ['vars.none | upcase', ''],
  ['vars.none | append: "x"', 'x'],
  ['vars.number | append: "x"', '5x'],
  ['vars.list | append: vars.object', '["a",1]{"a":1}'],
  ['vars.object | upcase', '{"A":1}'],
  ['vars.none | default: "d"', 'd'],
  ['"" | default: "d"', 'd'],
  ['false | default: true, allow_false: true', false],
  ['vars.number | plus: 2 | times: 3 | minus: 1 | divided_by: 4', 5],
  ['vars.price | round: 2', 12.35],
  ['vars.price | ceil', 13],
  ['vars.price | floor', 12],
  ['-3 | abs', 3],
  ['7 | modulo: 4', 3],
  ['7 | at_most: 5 | at_least: 6', 6],
  ['"5" | to_integer', 5],
])('%s', (expression, expected) => {
  expect(render(`{{ ${expression} }}`, vars)).toEqual(expected);
});

test('escaping never happens by itself', () => {
  expect(renderText('{{ vars.x }}', { x: '<script>&' })).toBe('<script>&');
});

test('split and join undo each other, replace is JavaScript’s', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1, maxLength: 2 }), fc.string(), (text, sought, other) => {
      const given = { text: `${text}.`, sought, other };
      if (sought !== '.')
        expect(renderText('{{ vars.text | split: vars.sought | join: vars.sought }}', given)).toBe(given.text);
      expect(renderText('{{ vars.text | replace: vars.sought, vars.other }}', given)).toBe(
        given.text.replaceAll(sought, () => other),
      );
    }),
  );
});
