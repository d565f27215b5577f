import { expect, test } from '@jest/globals';
import type { TestTurn } from '@patchbay/api-contract';
import { turnTitles } from './turn-titles.ts';

test('the turns of the user are numbered; the greeting and what comes of itself are none', () => {
  const turns: TestTurn[] = [
    { act: 'open', expect: [] },
    { act: 'say', text: 'Hello', expect: [] },
    { act: 'timer', expect: [] },
    { act: 'choose', label: 'VPN', expect: [] },
  ];
  expect(turnTitles(turns)).toEqual([
    'The conversation begins',
    '1. The user says “Hello”',
    'Time passes',
    '2. The user chooses “VPN”',
  ]);
});
