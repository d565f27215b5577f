import type { FlowDocument } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { applyOperation } from '../operations/apply-operation.ts';
import type { OperationRefusal } from '../operations/operation-result.ts';
import { rebaseOperations } from './rebase-operations.ts';

/** One of mine as it was applied on top. */
export interface MergedStep {
  /** Its place in the list of mine. */
  mine: number;
  operation: Operation;
  inverse: Operation[];
}

export interface Merged {
  /** With what is left of mine on top. */
  document: FlowDocument;
  steps: MergedStep[];
  /** What was applied on top, in its order. */
  operations: Operation[];
  inverse: Operation[];
  /** Pairs that touch the same unit and could not be put together, by their places in the two lists: mine stands, and its author may want to know. */
  collisions: { mine: number; theirs: number }[];
  /** Mine that no longer fit, by their place in the list, with the refusal. */
  dropped: { mine: number; code: OperationRefusal | 'superseded'; message: string }[];
  /** Theirs as they read after mine. */
  theirs: Operation[];
}

/**
 * Puts operations on top of others that were made since their base. `document` is the one with theirs applied. Names and indexes follow what
 * others did; of two that touch the same unit mine, which comes later, stands; what no longer fits is dropped and said. With the `base` that both began
 * from, what can be put together is.
 */
export function mergeOperations({
  document,
  mine,
  theirs,
  base,
}: {
  document: FlowDocument;
  mine: readonly Operation[];
  theirs: readonly Operation[];
  base?: FlowDocument | undefined;
}): Merged {
  const rebased = rebaseOperations({ mine, theirs, base });
  const steps: MergedStep[] = [];
  const dropped: Merged['dropped'] = [];
  let current = document;
  for (const { origin, operation } of rebased.mine) {
    if (!operation) {
      const message = 'Someone else has taken away what this changes.';
      dropped.push({ mine: origin, code: 'superseded', message });
      continue;
    }
    const result = applyOperation({ document: current, operation });
    if (!result.ok) {
      dropped.push({ mine: origin, code: result.code, message: result.message });
      continue;
    }
    current = result.document;
    steps.push({ mine: origin, operation, inverse: result.inverse });
  }
  return {
    document: current,
    steps,
    operations: steps.map((step) => step.operation),
    inverse: steps.toReversed().flatMap((step) => step.inverse),
    collisions: rebased.collisions,
    dropped,
    theirs: rebased.theirs,
  };
}
