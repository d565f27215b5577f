import { expect, test } from '@jest/globals';
import type { Step, TurnResult } from '@patchbay/api-contract';
import { comparedNodes, isSameTurn } from './compared-nodes.ts';

const turn = (nodes: Record<string, unknown>, says: string[] = []): TurnResult => ({
  turn: { act: 'open', expect: [] },
  says,
  path: Object.keys(nodes),
  steps: Object.entries(nodes).map(
    ([nodeId, output]): Step => ({
      ...{ flow: 'f', nodeId, nodeType: 'set', depth: 0, startedMs: Math.random(), durationMs: 1 },
      outcome: 'next',
      outlet: 'next',
      output,
    }),
  ),
  differences: [],
});

test('nodes that only one way went through are told apart from those that gave something else', () => {
  const past = turn({ start: 1, call: 1, old: 1 });
  const draft = turn({ start: 1, note: 1, call: 2 });
  expect(Object.fromEntries(comparedNodes({ turns: [{ past, draft }], pinnedInDraft: [] }))).toEqual({
    note: 'added',
    call: 'changed',
    old: 'removed',
  });
});

test('a turn is the same by its way and its answers, not by its times; by its answers alone where no way is kept', () => {
  const past = turn({ a: 1 }, ['x']);
  expect(isSameTurn({ past, draft: turn({ a: 1 }, ['x']) })).toBe(true);
  expect(isSameTurn({ past, draft: turn({ a: 1 }, ['y']) })).toBe(false);
  expect(isSameTurn({ past, draft: turn({ a: 1, b: 1 }, ['x']) })).toBe(false);
  expect(isSameTurn({ past: turn({}, ['x']), draft: turn({ a: 1 }, ['x']) })).toBe(true);
  const refused: TurnResult = { ...turn({ a: 1 }, ['x']), differences: [{ kind: 'refused', message: 'No.' }] };
  expect(isSameTurn({ past, draft: refused })).toBe(false);
});
