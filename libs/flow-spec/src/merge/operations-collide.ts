import type { Operation } from '../operation.ts';
import { operationsConflict } from './operations-conflict.ts';

/**
 * Whether of two operations that were made at the same time one takes something from the other, so that somebody is asked. That is where they conflict; but what changes a node, or leads to
 * it, follows it to an id that it was given meanwhile.
 */
export function operationsCollide({ first, second }: { first: Operation; second: Operation }): boolean {
  return operationsConflict({ first, second }) && !follows(first, second) && !follows(second, first);
}

function follows(operation: Operation, renaming: Operation): boolean {
  if (renaming.type !== 'node.rename') return false;
  const { type } = operation;
  return type !== 'node.add' && type !== 'node.remove' && type !== 'node.rename' && type !== 'document.replace';
}
