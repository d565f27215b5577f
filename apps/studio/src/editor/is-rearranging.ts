import { type FlowDocument, isRecord, listEditOf, type Operation, valueAt } from '@patchbay/flow-spec';

/** Whether a change takes an item out of a list, puts several in, or moves what is there: nothing that one types, and so a step of undo of its own. `document` is the one before it. */
export function isRearranging({
  document,
  operations: [operation, ...others],
}: {
  document: FlowDocument;
  operations: readonly Operation[];
}): boolean {
  if (operation?.type !== 'node.set' || others.length > 0) return false;
  const edit = listEditOf(operation);
  if (edit) return edit.kind === 'remove';
  const after = operation.value;
  const before = valueAt(document.nodes.find(({ id }) => id === operation.id)?.config, operation.path);
  if (Array.isArray(before) && Array.isArray(after) && before.length !== after.length) return true;
  return isHolder(before) && isHolder(after) && isMoved(leavesOf(before), leavesOf(after));
}

// The same values, elsewhere.
function isMoved(before: string[], after: string[]): boolean {
  if (before.length !== after.length || before.every((leaf, at) => leaf === after[at])) return false;
  const sorted = after.toSorted();
  return before.toSorted().every((leaf, at) => leaf === sorted[at]);
}

function leavesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return isRecord(value) ? Object.values(value).flatMap(leavesOf) : [JSON.stringify(value) ?? ''];
}

function isHolder(value: unknown): boolean {
  return Array.isArray(value) || isRecord(value);
}
