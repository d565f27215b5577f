import { expect, test } from '@jest/globals';
import type { StoredTest, TestResult, TestTurn, TurnResult } from '@patchbay/api-contract';
import { acceptedTest } from './accepted-test.ts';

const came = (turn: TestTurn, says: string[], path: string[], differences: TurnResult['differences']): TurnResult => ({
  ...{ turn, says, path, differences },
  steps: [],
});

test('turns that passed stay as they are; of the others, what came takes the place of what did not', () => {
  const turns: TestTurn[] = [
    { act: 'open', expect: ['Hello'], path: ['start', 'hello'] },
    { act: 'say', text: 'x', expect: ['It is', 'Anything else?'], path: ['ask', 'say'] },
    { act: 'say', text: 'y', expect: ['Bye'] },
  ];
  const kept = { name: 'n', pins: {}, live: false, locale: 'de', timezone: 'Europe/Berlin' };
  const test: StoredTest = { ...kept, id: '1', turns, updatedAt: '', last: null };
  const result: TestResult = {
    ...{ id: '1', name: 'n', passed: false, milliseconds: 1 },
    turns: [
      came(turns[0]!, ['Hello there'], ['start', 'hello'], []),
      came(
        turns[1]!,
        ['Now it was', 'Anything else?\n• Yes'],
        ['ask', 'note', 'say'],
        [
          { kind: 'answer', expected: 'It is' },
          { kind: 'path', expected: ['ask', 'say'], actual: ['ask', 'note', 'say'] },
        ],
      ),
      came(turns[2]!, ['See you'], ['end'], [{ kind: 'answer', expected: 'Bye' }]),
    ],
  };
  expect(acceptedTest({ test, result })).toEqual({
    ...kept,
    turns: [
      turns[0],
      { act: 'say', text: 'x', expect: ['Anything else?', 'Now it was'], path: ['ask', 'note', 'say'] },
      // No way was expected, and none is now.
      { act: 'say', text: 'y', expect: ['See you'] },
    ],
  });
});
