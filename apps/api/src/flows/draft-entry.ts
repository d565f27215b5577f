import type { DraftEntryWire, OperationsResponse } from '@patchbay/api-contract';
import type { FlowOperationRow } from '@patchbay/db';
import type { Operation } from '@patchbay/flow-spec';

export function operationsOf(text: string): Operation[] {
  return JSON.parse(text);
}

export function partsOf({ operations, inverse }: Pick<FlowOperationRow, 'operations' | 'inverse'>) {
  return { operations: operationsOf(operations), inverse: operationsOf(inverse) };
}

type EntryRow = Pick<FlowOperationRow, 'revision' | 'clientId' | 'byName' | 'byUser' | 'operations' | 'collisions'>;

/** A change as it goes out. */
export function entryOf(row: EntryRow): DraftEntryWire {
  return {
    revision: row.revision,
    clientId: row.clientId,
    by: row.byName,
    byUser: row.byUser,
    operations: operationsOf(row.operations),
    collisions: JSON.parse(row.collisions),
  };
}

export function answerOf({
  revision,
  entries,
  dropped = [],
}: {
  revision: number;
  entries: EntryRow[];
  dropped?: OperationsResponse['dropped'];
}): OperationsResponse {
  return { revision, operations: entries.map(entryOf), dropped };
}
