import { expect, test } from '@jest/globals';
import { jsonFault } from './json-fault.ts';

test.each([
  ['{"a": [1, -2.5e3, "x\\n\\u00e4", true, null, {}, []]}'],
  [' 0 '],
  ['"text"'],
  ['[\n  {"a": {"b": ""}}\n]'],
])('%j is JSON to its end', (text) => {
  expect(() => JSON.parse(text)).not.toThrow();
  const lines = text.split('\n');
  expect(jsonFault(text)).toEqual({ line: lines.length, column: lines.at(-1)!.length + 1 });
});

test.each([
  ['', 1, 1],
  ['abc', 1, 1],
  ['{"a": 1,}', 1, 9],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
  ['{a: 1}', 1, 2],
  ["{'a': 1}", 1, 2],
  ['{"a" 1}', 1, 6],
  ['[1, 2', 1, 6],
  ['[1, ]', 1, 5],
  ['[1}', 1, 3],
  ['{"a": "x\n"}', 1, 7],
  ['"\\q"', 1, 1],
  ['01', 1, 1],
  ['1 2', 1, 3],
  ['{,}', 1, 2],
  ['truest', 1, 1],
  ['}', 1, 1],
])('%j stops being JSON in line %i, column %i', (text, line, column) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(jsonFault(text)).toEqual({ line, column });
});
