import { operationsBetween } from '../between/operations-between.ts';
import type { FlowDocument } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { applyOperation } from '../operations/apply-operation.ts';

export interface Expanded {
  operation: Operation;
  /** Place of the operation that it comes from. */
  origin: number;
}

/** The operations, those that replace the whole document told as what they change in it: only that is touched. */
export function expandReplacements({
  base,
  operations,
}: {
  base: FlowDocument | undefined;
  operations: readonly Operation[];
}): Expanded[] {
  const plain = operations.map((operation, origin) => ({ operation, origin }));
  if (!base || !operations.some((operation) => operation.type === 'document.replace')) return plain;
  let document = base;
  return plain.flatMap(({ operation, origin }) => {
    const before = document;
    const result = applyOperation({ document, operation });
    if (result.ok) document = result.document;
    if (operation.type !== 'document.replace' || !result.ok) return [{ operation, origin }];
    return operationsBetween({ from: before, to: document }).map((one) => ({ operation: one, origin }));
  });
}
