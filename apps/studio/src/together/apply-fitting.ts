import { type FlowDocument, mergeOperations, type Operation } from '@patchbay/flow-spec';

/** Applies what fits of some operations, one after another. */
export function applyFitting({ document, operations }: { document: FlowDocument; operations: readonly Operation[] }): {
  document: FlowDocument;
  operations: Operation[];
  inverse: Operation[];
  /** Why the others were not. */
  refused: string[];
} {
  const merged = mergeOperations({ document, mine: operations, theirs: [] });
  return { ...merged, refused: merged.dropped.map(({ message }) => message) };
}
