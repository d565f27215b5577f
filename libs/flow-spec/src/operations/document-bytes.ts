import { DOCUMENT_LIMITS } from '../document-limits.ts';
import type { FlowDocument } from '../flow-document.ts';
import { jsonBytes } from '../json/json-bytes.ts';
import type { Operation } from '../operation.ts';

// Counting a large document at every keystroke would cost more than the change. So each document is known by a bound that grows with the operations,
// and is counted only when its bound passes the limit.
const bounds = new WeakMap<FlowDocument, number>();
// Brackets, commas and the names of containers that an operation makes without naming them.
const OVERHEAD = 1_024;

/** Whether operations made a document too large. One that is too large already may still shrink. */
export function isTooLarge({
  before,
  after,
  operations,
}: {
  before: FlowDocument;
  after: FlowDocument;
  operations: readonly Operation[];
}): boolean {
  // A new name can stand in any number of templates.
  const bound = operations.some((operation) => operation.type === 'node.rename')
    ? undefined
    : operations.reduce((sum, operation) => sum + jsonBytes(operation) + overheadOf(operation), boundOf(before));
  if (bound !== undefined && bound <= DOCUMENT_LIMITS.bytes) {
    bounds.set(after, bound);
    return false;
  }
  const bytes = jsonBytes(after);
  bounds.set(after, bytes);
  return bytes > DOCUMENT_LIMITS.bytes && bytes > jsonBytes(before);
}

// What a move makes is less than what it says.
function overheadOf(operation: Operation): number {
  return operation.type === 'node.move' ? 0 : OVERHEAD;
}

function boundOf(document: FlowDocument): number {
  const known = bounds.get(document);
  if (known !== undefined) return known;
  const bytes = jsonBytes(document);
  bounds.set(document, bytes);
  return bytes;
}
