import type { FlowDocument } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { applyOperations } from '../operations/apply-operation.ts';
import type { OperationRefusal } from '../operations/operation-result.ts';
import { rebaseOperations } from './rebase-operations.ts';

/** One of mine as it was applied on top. */
export interface MergedStep {
  /** Its place in the list of mine. */
  mine: number;
  operation: Operation;
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
  const dropped: Merged['dropped'] = [];
  const left: MergedStep[] = [];
  for (const { origin, operation } of rebased.mine) {
    if (operation) left.push({ mine: origin, operation });
    else dropped.push({ mine: origin, code: 'superseded', message: 'Someone else has taken away what this changes.' });
  }
  const fitting = fittingSteps({ document, steps: left });
  return {
    document: fitting.document,
    steps: fitting.steps,
    operations: fitting.steps.map((step) => step.operation),
    inverse: fitting.inverse,
    collisions: rebased.collisions,
    dropped: [...dropped, ...fitting.dropped].toSorted((one, other) => one.mine - other.mine),
    theirs: rebased.theirs,
  };
}

// All that are in a row and fit are applied together, which for very many is much quicker than one after another.
function fittingSteps({
  document,
  steps,
}: {
  document: FlowDocument;
  steps: readonly MergedStep[];
}): Pick<Merged, 'document' | 'steps' | 'inverse' | 'dropped'> {
  const found: Pick<Merged, 'steps' | 'dropped'> = { steps: [], dropped: [] };
  const inverses: Operation[][] = [];
  let current = document;
  let rest = steps;
  while (rest.length > 0) {
    let row = rest;
    let result = applyOperations({ document: current, operations: row.map((step) => step.operation) });
    const refused = result.ok ? undefined : result;
    if (refused) {
      row = rest.slice(0, refused.index);
      result = applyOperations({ document: current, operations: row.map((step) => step.operation) });
    }
    if (result.ok) {
      current = result.document;
      inverses.push(result.inverse);
    }
    for (const step of row) found.steps.push(step);
    const out = refused && rest[refused.index];
    if (refused && out) found.dropped.push({ mine: out.mine, code: refused.code, message: refused.message });
    rest = refused ? rest.slice(refused.index + 1) : [];
  }
  return { ...found, document: current, inverse: inverses.toReversed().flat() };
}
