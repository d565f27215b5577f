import { expect, test } from '@jest/globals';
import { ToldIds } from './told-ids.ts';

test('what a test tells of a node that got another id is told of it, and it is known to the test by the old one', () => {
  const ids = new ToldIds();
  expect([ids.now('a'), ids.of('a')]).toEqual(['a', ['a']]);
  ids.rename({ from: 'a', to: 'b' });
  ids.rename({ from: 'b', to: 'c' });
  expect([ids.now('a'), ids.now('z')]).toEqual(['c', 'z']);
  expect(ids.of('c')).toEqual(['c', 'a']);
  // A later turn takes the newest draft.
  expect(ids.now('c')).toBe('c');
  expect(ids.of('c').at(-1)).toBe('c');
  ids.rename({ from: 'c', to: 'a' });
  expect([ids.now('a'), ids.now('c')]).toEqual(['a', 'a']);
  ids.clear();
  expect(ids.now('c')).toBe('c');
});
