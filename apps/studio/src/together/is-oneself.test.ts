import { expect, test } from '@jest/globals';
import { isOneself } from './is-oneself.ts';

test('what comes under one’s own name was oneself in another tab, unless somebody else of that name is here', () => {
  const user = { id: 'ada', name: 'Ada' };
  const tab = { userId: 'ada', name: 'Ada' };
  expect(isOneself({ by: 'Ada', user, others: [tab] })).toBe(true);
  expect(isOneself({ by: 'Ada', user, others: [] })).toBe(true);
  expect(isOneself({ by: 'Ada', user, others: [tab, { userId: 'other', name: 'Ada' }] })).toBe(false);
  expect(isOneself({ by: 'Bob', user, others: [tab] })).toBe(false);
  expect(isOneself({ by: null, user, others: [] })).toBe(false);
  expect(isOneself({ by: 'Ada', user: null, others: [] })).toBe(false);
});
