import type { FlowDocument } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { applyOperations } from '../operations/apply-operation.ts';
import { type Merged, mergeOperations } from './merge-operations.ts';

export interface OrderedBatch {
  document: FlowDocument;
  /** What was applied, as it reads after what others did. */
  operations: Operation[];
  inverse: Operation[];
  /** Which of them wrote over what their author had not seen, by the revision of that. */
  collisions: { operation: number; revision: number }[];
  /** What no longer fitted, by its place in the batch as it was sent. */
  dropped: Merged['dropped'];
}

/** Puts a batch behind those that were ordered since the revision that its author knew. The same is done, and comes to the same, where the batch was made. */
export function orderBatch({
  document,
  since,
  operations,
}: {
  document: FlowDocument;
  since: readonly { revision: number; operations: readonly Operation[]; inverse: readonly Operation[] }[];
  operations: readonly Operation[];
}): OrderedBatch {
  const back = applyOperations({ document, operations: since.toReversed().flatMap((entry) => entry.inverse) });
  const revisions = since.flatMap((entry) => entry.operations.map(() => entry.revision));
  const merged = mergeOperations({
    document,
    mine: operations,
    theirs: since.flatMap((entry) => entry.operations),
    base: back.ok ? back.document : undefined,
  });
  const pairs = new Map<string, { operation: number; revision: number }>();
  for (const { mine, theirs } of merged.collisions) {
    const operation = merged.steps.findIndex((step) => step.mine === mine);
    const revision = revisions[theirs];
    if (operation >= 0 && revision !== undefined) pairs.set(`${operation} ${revision}`, { operation, revision });
  }
  const { operations: ordered, inverse, dropped } = merged;
  return { document: merged.document, operations: ordered, inverse, collisions: [...pairs.values()], dropped };
}
