import type { Difference, TestTurn } from '@patchbay/api-contract';

/** Where a turn went otherwise than it was to. */
export function differences(options: {
  turn: TestTurn;
  says: readonly string[];
  path: readonly string[];
  notPinned: readonly string[];
}): Difference[] {
  const { turn, says, path, notPinned } = options;
  const found: Difference[] = notPinned.map((nodeId) => ({ kind: 'not-pinned', nodeId }));
  for (const expected of turn.expect)
    if (!says.some((text) => text.includes(expected))) found.push({ kind: 'answer', expected });
  if (turn.path && (turn.path.length !== path.length || turn.path.some((node, index) => node !== path[index])))
    found.push({ kind: 'path', expected: [...turn.path], actual: [...path] });
  return found;
}
