import type { FlowDocument } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { applyOperation } from '../operations/apply-operation.ts';
import type { OperationRefusal } from '../operations/operation-result.ts';
import { operationsConflict } from './operations-conflict.ts';
import { rebaseOperation } from './rebase-operation.ts';

export interface Merged {
  /** With what is left of mine on top. */
  document: FlowDocument;
  /** What was applied on top, in its order. */
  operations: Operation[];
  inverse: Operation[];
  /** Pairs that touch the same unit, by their places in the two lists: mine stands, and its author may want to know. */
  collisions: { mine: number; theirs: number }[];
  /** Mine that no longer fit, by their place in the list, with the refusal. */
  dropped: { mine: number; code: OperationRefusal | 'superseded'; message: string }[];
}

/**
 * Puts operations on top of others that were made since their base. `document` is the one with theirs applied. Names and indexes follow what
 * others did; of two that touch the same unit mine, which comes later, stands; what no longer fits is dropped and said.
 */
export function mergeOperations({
  document,
  mine,
  theirs,
}: {
  document: FlowDocument;
  mine: readonly Operation[];
  theirs: readonly Operation[];
}): Merged {
  const merged: Merged = { document, operations: [], inverse: [], collisions: [], dropped: [] };
  const inverses: Operation[][] = [];
  // Theirs, as they would read after those of mine that were gone through already.
  let others = [...theirs.entries()];
  for (const [index, original] of mine.entries()) {
    let operation: Operation | undefined = original;
    const kept: typeof others = [];
    for (const [place, other] of others) {
      if (!operation) {
        kept.push([place, other]);
        continue;
      }
      if (operationsConflict({ first: other, second: operation }))
        merged.collisions.push({ mine: index, theirs: place });
      const moved = rebaseOperation({ operation: other, over: operation, wins: true });
      operation = rebaseOperation({ operation, over: other });
      if (moved) kept.push([place, moved]);
    }
    others = kept;
    if (!operation) {
      merged.dropped.push({
        mine: index,
        code: 'superseded',
        message: 'Someone else has taken away what this changes.',
      });
      continue;
    }
    const result = applyOperation({ document: merged.document, operation });
    if (!result.ok) {
      merged.dropped.push({ mine: index, code: result.code, message: result.message });
      continue;
    }
    merged.document = result.document;
    merged.operations.push(operation);
    inverses.push(result.inverse);
  }
  merged.inverse = inverses.reverse().flat();
  return merged;
}
