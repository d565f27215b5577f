import { OPERATIONS_LIMITS } from '@patchbay/api-contract';
import { jsonBytes, type Operation } from '@patchbay/flow-spec';

export interface PendingBatch {
  /** Names it for the server, which takes it once however often it is sent. Empty while more may come to it. */
  clientId: string;
  operations: Operation[];
}

/** A change of the draft as the server ordered it. */
export interface DraftEntry {
  revision: number;
  clientId: string;
  /** Name and user id of who made it. */
  by: string | null;
  byUser?: string | null | undefined;
  operations: readonly Operation[];
  /** Which of its operations wrote over what at the same time, by the revision of that. */
  collisions: readonly { operation: number; revision: number }[];
}

/** How many changes wait in batches. */
export function countOf(pending: readonly PendingBatch[]): number {
  return pending.reduce((sum, batch) => sum + batch.operations.length, 0);
}

/**
 * The batches with the first of them closed, under a name of its own. Of one that is more than the server takes at once, the rest is the next. Those of which nothing is left are passed
 * over.
 */
export function sealed({ pending, name }: { pending: readonly PendingBatch[]; name(): string }): PendingBatch[] {
  const [first, ...others] = pending.filter((batch) => batch.operations.length > 0);
  if (!first) return [];
  const { operations } = first;
  const clientId = first.clientId || name();
  const count = sendable(operations);
  const rest = count < operations.length ? [{ clientId: '', operations: operations.slice(count) }] : [];
  return [{ clientId, operations: operations.slice(0, count) }, ...rest, ...others];
}

// How many of some operations, from the first, the server takes at once. One at least: what a single one may hold is a limit of the document.
function sendable(operations: readonly Operation[]): number {
  let bytes = 0;
  for (const [index, operation] of operations.entries()) {
    bytes += jsonBytes(operation) + 1;
    if (index === OPERATIONS_LIMITS.count || (index > 0 && bytes > OPERATIONS_LIMITS.bytes)) return index;
  }
  return operations.length;
}

/** Names a tab. Not by `randomUUID`, which a page over plain http does not have. */
export function newSession(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(36).padStart(2, '0')).join('');
}

/** The batches with more to save. What is typed into one field within a save's pause is sent as its last value. */
export function queued({
  pending,
  operations,
  mergeKey,
}: {
  pending: PendingBatch[];
  operations: readonly Operation[];
  mergeKey: string | undefined;
}): PendingBatch[] {
  const last = pending.at(-1);
  if (last?.clientId !== '') return [...pending, { clientId: '', operations: [...operations] }];
  const previous = last.operations.at(-1);
  const [operation] = operations;
  const replaces =
    mergeKey !== undefined &&
    operations.length === 1 &&
    operation?.type === 'node.set' &&
    previous?.type === 'node.set' &&
    operation.id === previous.id &&
    JSON.stringify(operation.path) === JSON.stringify(previous.path);
  const kept = replaces ? last.operations.slice(0, -1) : last.operations;
  return [...pending.slice(0, -1), { clientId: '', operations: [...kept, ...operations] }];
}
