import { expect, test } from '@jest/globals';
import type { FlowDocument } from '@patchbay/flow-spec';
import { findTexts } from './find-texts.ts';
import { foundAgain } from './found-again.ts';

const search = { text: 'a', matchCase: true };
const found = (...texts: string[]) => {
  const options = texts.map((label, index) => ({ id: `option${index}`, label }));
  const nodes: FlowDocument['nodes'] = [
    { id: 'first', type: 'message', config: { text: 'a' } },
    { id: 'pick', type: 'choice', config: { options } },
  ];
  return findTexts({ document: { format: 'patchbay.flow/1', key: 'k', name: 'K', nodes, edges: [] }, search });
};

test('what was chosen is found again as it moves, also where another takes its place, and not where it is gone', () => {
  const before = found('bar', 'cat');
  expect(before.map(({ text }) => text)).toEqual(['a', 'bar', 'cat']);
  const chosen = before[1];
  expect(foundAgain({ found: before, chosen: undefined })).toBe(-1);
  expect(foundAgain({ found: before.slice(1), chosen })).toBe(0);
  expect(foundAgain({ found: found('ant', 'bar', 'cat'), chosen })).toBe(2);
  // Written on by another, it is still the same.
  expect(foundAgain({ found: found('bark', 'cat'), chosen })).toBe(1);
  expect(foundAgain({ found: found('b', 'cat'), chosen })).toBe(-1);
});
