import type { StoredTest, TestCase, TestResult } from '@patchbay/api-contract';
import { caseOf } from './case-of.ts';

/** The test with what came of it as what it expects: turns that passed stay as they are. */
export function acceptedTest({ test, result }: { test: StoredTest; result: TestResult }): TestCase {
  return {
    ...caseOf(test),
    turns: test.turns.map((turn, index) => {
      const came = result.turns[index];
      if (!came || came.differences.length === 0) return turn;
      const kept = turn.expect.filter((text) => came.says.some((said) => said.includes(text)));
      const lost = kept.length < turn.expect.length;
      const fresh = came.says.map(firstLine).filter((text) => text !== '' && !kept.some((one) => one.includes(text)));
      return {
        ...turn,
        expect: lost ? [...kept, ...fresh] : turn.expect,
        ...(turn.path ? { path: came.path } : {}),
      };
    }),
  };
}

// Of a component, what is asked; its options may change.
function firstLine(text: string): string {
  return text.split('\n')[0]?.trim() ?? '';
}
