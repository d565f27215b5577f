import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { render } from '../testing/render.ts';

const rows = [
  { id: 3, name: 'bob', tag: { kind: 'x' }, ok: true },
  { id: 1, name: 'Ada', tag: { kind: 'y' }, ok: false },
  { id: 2, name: 'ada', tag: { kind: 'x' } },
];
const vars = {
  rows,
  letters: ['b', 'a', 'C'],
  mixed: [10, '9', null, 2, 'x'],
  nested: [[1], [2, [3]]],
  text: 'one',
  none: null,
};

test.each([
  ['vars.letters | join', 'b a C'],
  ['vars.letters | join: ", "', 'b, a, C'],
  ['vars.nested | join: ";"', '[1];[2,[3]]'],
  ['vars.rows | map: "tag" | join: " "', '{"kind":"x"} {"kind":"y"} {"kind":"x"}'],
  ['vars.mixed | join: "-"', '10-9--2-x'],
  ['vars.text | join: ","', 'one'],
  ['vars.none | join: ","', ''],
  ['vars.letters | array_to_sentence_string', 'b, a, and C'],
  ['vars.letters | slice: 0, 2 | array_to_sentence_string: "or"', 'b or a'],
  ['vars.letters | first | array_to_sentence_string', 'b'],
  ['vars.letters | push: "d"', ['b', 'a', 'C', 'd']],
  ['vars.letters | push: vars.letters', ['b', 'a', 'C', ['b', 'a', 'C']]],
  ['vars.none | push: 1', [1]],
  ['vars.gone | push: vars.rows[0]', [rows[0]]],
  ['vars.letters | unshift: 0', [0, 'b', 'a', 'C']],
  ['vars.letters | concat: vars.mixed', ['b', 'a', 'C', 10, '9', null, 2, 'x']],
  ['vars.none | concat: vars.letters', ['b', 'a', 'C']],
  ['vars.letters | push: nil | push: empty', ['b', 'a', 'C', null, '']],
  ['vars.letters | where: "size", 1 | concat: nil', ['b', 'a', 'C']],
  ['vars.rows | where: "name", "a..b(c)"', []],
  ['vars.rows | where_exp: "r", "r.name == \'..\'"', []],
  ['vars.rows | where: "gone", nil | size', 3],
  ['vars.letters | pop', ['b', 'a']],
  ['vars.letters | shift', ['a', 'C']],
  ['vars.letters | sort', ['C', 'a', 'b']],
  ['vars.letters | sort_natural', ['a', 'b', 'C']],
  ['vars.rows | sort: "id" | map: "id"', [1, 2, 3]],
  ['vars.rows | sort: "tag.kind" | map: "id"', [3, 2, 1]],
  ['vars.rows | sort_natural: "name" | map: "id"', [1, 2, 3]],
  ['vars.mixed | sort', [2, '9', 10, 'x', null]],
  ['vars.letters | reverse', ['C', 'a', 'b']],
  ['vars.rows | map: "tag.kind"', ['x', 'y', 'x']],
  ['vars.rows | map: "gone"', [undefined, undefined, undefined]],
  ['vars.rows | sum: "id"', 6],
  ['vars.mixed | sum', 21],
  ['vars.rows | where: "ok" | map: "id"', [3]],
  ['vars.rows | where: "tag.kind", "x" | map: "id"', [3, 2]],
  ['vars.rows | where: "tag[\'kind\']", "x" | map: "id"', [3, 2]],
  ['vars.rows | where: "ok", nil | map: "id"', [2]],
  ['vars.rows | reject: "tag.kind", "x" | map: "id"', [1]],
  ['vars.rows | find: "id", 2 | map: "name" | first', 'ada'],
  ['vars.rows | find: "id", 9', undefined],
  ['vars.rows | find_index: "id", 2', 2],
  ['vars.rows | has: "name", "Ada"', true],
  ['vars.rows | has: "name", "Eve"', false],
  ['vars.rows | where_exp: "r", "r.id > 1" | map: "id"', [3, 2]],
  ['vars.rows | reject_exp: "r", "r.id > 1" | map: "id"', [1]],
  ['vars.rows | find_exp: "r", "r.id < 3" | map: "id" | first', 1],
  ['vars.rows | group_by: "tag.kind" | map: "name"', ['x', 'y']],
  ['vars.rows | group_by: "tag.kind" | first | map: "items" | first | map: "id"', [3, 2]],
  ['vars.rows | group_by_exp: "r", "r.id > 1" | map: "name"', [true, false]],
  ['"a,b,a" | split: "," | uniq', ['a', 'b']],
  ['vars.mixed | compact | size', 4],
  ['vars.letters | slice: -2, 2', ['a', 'C']],
  ['vars.letters | last', 'C'],
  ['vars.letters | size', 3],
])('%s', (expression, expected) => {
  expect(render(`{{ ${expression} }}`, vars)).toEqual(expected);
});

test('filters change nothing of what they are given', () => {
  const before = JSON.stringify(vars);
  render('{{ vars.letters | push: 1 | sort | reverse | concat: vars.rows | unshift: 2 | pop | shift | uniq }}', vars);
  expect(JSON.stringify(vars)).toBe(before);
});

test('a list grows over turns by push and concat', () => {
  let list: unknown = [];
  for (let turn = 0; turn < 5; turn++) list = render('{{ vars.list | push: vars.turn }}', { list, turn });
  expect(list).toEqual([0, 1, 2, 3, 4]);
});

test('sort orders numbers, keeps what is equal in place and loses nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ n: fc.integer({ min: -9, max: 9 }), at: fc.nat() })), (list) => {
      expect(render('{{ vars.list | sort: "n" }}', { list })).toEqual(list.toSorted((a, b) => a.n - b.n));
    }),
  );
});
