import type { ReplayResult, Step, TurnResult } from '@patchbay/api-contract';
import type { Mark } from '../debug/debug-store.ts';

type Turn = ReplayResult['turns'][number];

/** Whether a turn went the same way with the same answers. */
export function isSameTurn({ past, draft }: Turn): boolean {
  const same = (one: readonly string[], other: readonly string[]) =>
    one.length === other.length && one.every((item, index) => item === other[index]);
  const wrong = draft.differences.some(({ kind }) => kind === 'refused' || kind === 'not-pinned');
  return !wrong && same(past.says, draft.says) && (past.path.length === 0 || same(past.path, draft.path));
}

/** Nodes that only one of the two ways went through, and those that went on otherwise or gave something else. */
export function comparedNodes({ turns }: ReplayResult): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  const [before, after] = [visits(turns.map((turn) => turn.past)), visits(turns.map((turn) => turn.draft))];
  for (const [id, steps] of after) {
    const old = before.get(id);
    if (!old) marks.set(id, 'added');
    else if (old.join('\n') !== steps.join('\n')) marks.set(id, 'changed');
  }
  for (const id of before.keys()) if (!after.has(id)) marks.set(id, 'removed');
  return marks;
}

/** What each node gave, visit by visit. */
function visits(turns: readonly TurnResult[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { steps, path } of turns)
    for (const [index, step] of steps.entries()) {
      const id = path[index] ?? step.nodeId;
      found.set(id, [...(found.get(id) ?? []), whatItGave(step)]);
    }
  return found;
}

// A model's time and tokens differ from run to run, and are no difference.
function whatItGave({ outcome, outlet, output, error, config }: Step): string {
  return JSON.stringify([outcome, outlet, output, error?.code, config]);
}
