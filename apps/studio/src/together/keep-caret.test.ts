import { expect, test } from '@jest/globals';
import { movedCaret } from './keep-caret.ts';

test.each([
  ['Hello |there', 'Hello |there, friend'],
  ['Hello there|', 'Well, Hello there|'],
  ['|Hello', '|Hello you'],
  ['one t|wo three', 'one four| three'],
  ['aaa|a', 'aaa|aaa'],
])('%s becomes %s', (before, after) => {
  const at = movedCaret({ before: before.replace('|', ''), after: after.replace('|', ''), at: before.indexOf('|') });
  expect(at).toBe(after.indexOf('|'));
});
