import type { Operation, Rebased } from '@patchbay/flow-spec';
import type { PendingBatch } from '../editor/draft-entry.ts';

/** Batches with what their operations have become; one may have none left. */
export function rebasedBatches({
  pending,
  rebased,
}: {
  pending: readonly PendingBatch[];
  rebased: Rebased;
}): PendingBatch[] {
  const places = pending.flatMap((batch) => batch.operations.map(() => batch));
  const own = new Map<PendingBatch, Operation[]>(pending.map((batch) => [batch, []]));
  for (const { origin, operation } of rebased.mine) {
    const batch = places[origin];
    if (operation && batch) own.get(batch)?.push(operation);
  }
  return pending.map((batch) => ({ ...batch, operations: own.get(batch) ?? [] }));
}
