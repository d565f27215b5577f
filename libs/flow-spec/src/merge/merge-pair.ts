import { deepEqual } from '../deep-equal.ts';
import type { Operation } from '../operation.ts';
import { listEditOf } from './list-edit.ts';
import { mergeValues } from './merge-values.ts';
import { operationsCollide } from './operations-collide.ts';
import { rebaseOperation } from './rebase-operation.ts';
import { valueOperation } from './value-operation.ts';

/** Which of two stands where they touch the same unit and cannot be put together. */
export type Standing = 'mine' | 'theirs';

export interface Pair {
  /** Mine as it reads after theirs; undefined when nothing is left of it. */
  mine: Operation | undefined;
  /** Theirs as it reads after mine. */
  theirs: Operation | undefined;
  collides: boolean;
}

/** What was there before both; undefined where that is not known. */
export type Before = { value: unknown } | undefined;

/** Two operations that were made at the same time on the same document: each as it must be after the other, so that both orders lead to the same. */
export function mergePair({
  mine,
  theirs,
  before,
  stands,
}: {
  mine: Operation;
  theirs: Operation;
  /** Of the field that mine sets. */
  before: Before;
  stands: Standing;
}): Pair {
  const own = valueOperation(mine);
  const other = own && valueOperation(theirs);
  if (own && other && own.unit === other.unit) {
    const merged = before
      ? mergeValues({ before: before.value, mine: own.value, theirs: other.value, quiet: own.quiet })
      : { value: own.value, clean: deepEqual(own.value, other.value) };
    if (!merged.clean && stands === 'theirs') return { mine: undefined, theirs, collides: true };
    return {
      mine: own.withValue(merged.value),
      theirs: other.withValue(merged.value),
      collides: !merged.clean,
    };
  }
  // Both took out the same path, or the same item of a list.
  const takesOut = mine.type === 'edge.remove' || (mine.type === 'node.set' && listEditOf(mine)?.kind === 'remove');
  const agree = takesOut && deepEqual(mine, theirs);
  const collides = !agree && operationsCollide({ first: theirs, second: mine });
  if (collides && stands === 'theirs' && overwrites({ mine, theirs })) return { mine: undefined, theirs, collides };
  return {
    mine: rebaseOperation({ operation: mine, over: theirs }),
    theirs: rebaseOperation({ operation: theirs, over: mine, wins: true }),
    collides,
  };
}

// Whether mine would take away what theirs has done, where theirs is to stand.
function overwrites({ mine, theirs }: { mine: Operation; theirs: Operation }): boolean {
  if (theirs.type === 'node.rename' || mine.type === 'node.rename') return false;
  if (mine.type === 'node.remove' || mine.type === 'document.replace') return false;
  return mine.type === theirs.type || mine.type.split('.')[0] === theirs.type.split('.')[0];
}
