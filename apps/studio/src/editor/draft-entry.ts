import { OPERATIONS_LIMITS } from '@patchbay/api-contract';
import { jsonBytes, listEditOf, type Operation } from '@patchbay/flow-spec';

export interface PendingBatch {
  /** Names it for the server, which takes it once however often, and from whichever tab, it is sent. */
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
 * The batches with the first of them as it is sent. Of one that is more than the server takes at once, the rest is the next, under a name that any tab would give it. Those of which
 * nothing is left are passed over.
 */
export function sealed(pending: readonly PendingBatch[]): PendingBatch[] {
  const [first, ...others] = pending.filter((batch) => batch.operations.length > 0);
  if (!first) return [];
  const { clientId, operations } = first;
  const count = sendable(operations);
  const rest =
    count < operations.length ? [{ clientId: nameOfRest(clientId), operations: operations.slice(count) }] : [];
  return [{ clientId, operations: operations.slice(0, count) }, ...rest, ...others];
}

function nameOfRest(clientId: string): string {
  const [, whole = clientId, part = '1'] = /^(.*)\.(\d+)$/.exec(clientId) ?? [];
  return `${whole}.${Number(part) + 1}`;
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

/** The operations of a batch with more of them. What is typed into one field within a save's pause is sent as its last value. */
export function withMore({
  batched,
  operations,
  mergeKey,
}: {
  batched: readonly Operation[];
  operations: readonly Operation[];
  mergeKey: string | undefined;
}): Operation[] {
  const previous = batched.at(-1);
  const [operation] = operations;
  const replaces =
    mergeKey !== undefined &&
    operations.length === 1 &&
    operation?.type === 'node.set' &&
    previous?.type === 'node.set' &&
    // What puts an item in or takes one out is nothing that another value could stand for.
    !listEditOf(previous) &&
    !listEditOf(operation) &&
    operation.id === previous.id &&
    JSON.stringify(operation.path) === JSON.stringify(previous.path);
  return [...(replaces ? batched.slice(0, -1) : batched), ...operations];
}
