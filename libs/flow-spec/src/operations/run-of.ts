import type { FlowDocument } from '../flow-document.ts';
import { definedJson } from '../json/defined-json.ts';
import type { Operation, OperationOf } from '../operation.ts';

/** Operations of one type in a row that are worth being made at once: one after another, each copies the lists and the layout that it changes. */
export const WORTH = 4;

/** Where a row begins: a place in a list, and the document before it. */
export interface RunOptions {
  document: FlowDocument;
  operations: readonly Operation[];
  from: number;
}

/** What changes of one type in a row give, made at once: the same document as one after another. */
export interface Run {
  document: FlowDocument;
  inverses: Operation[][];
  count: number;
}

/** The operations of one type that are in a row from a place on; none where they are too few to be worth it. */
export function runOf<Type extends Operation['type']>({
  type,
  operations,
  from,
}: {
  type: Type;
  operations: readonly Operation[];
  from: number;
}): OperationOf<Type>[] {
  const run: OperationOf<Type>[] = [];
  for (let at = from; at < operations.length; at++) {
    const operation = operations[at];
    if (!operation || !isOf(operation, type)) break;
    run.push(definedJson(operation));
  }
  return run.length < WORTH ? [] : run;
}

function isOf<Type extends Operation['type']>(operation: Operation, type: Type): operation is OperationOf<Type> {
  return operation.type === type;
}
