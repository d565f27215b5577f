import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listDiff } from './list-diff.ts';

const shown = (before: string[], after: string[]) =>
  listDiff(before, after)
    .map(({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`)
    .join('');

test('what stayed is kept, what went and what came is told where it was', () => {
  expect(shown(['a', 'b', 'c'], ['a', 'x', 'c'])).toBe(' a-b+x c');
  expect(shown([], ['a'])).toBe('+a');
  expect(shown(['a', 'b'], [])).toBe('-a-b');
  expect(shown(['pick', 'call', 'say'], ['pick', 'note', 'call', 'say'])).toBe(' pick+note call say');
});

test('both lists can be read off any difference, and equal lists have none', () => {
  const lists = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
  fc.assert(
    fc.property(lists, lists, (before, after) => {
      const lines = listDiff(before, after);
      expect(lines.filter((line) => line.kind !== 'added').map((line) => line.text)).toEqual(before);
      expect(lines.filter((line) => line.kind !== 'removed').map((line) => line.text)).toEqual(after);
      expect(listDiff(before, before).every((line) => line.kind === 'same')).toBe(true);
    }),
  );
});
