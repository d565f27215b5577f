import { readSnapshot, type Snapshot } from '@patchbay/runtime';
import { StoredState } from './stored-state.ts';

/** Snapshots of conversations, in every format that this release reads. */
export const storedSnapshot = new StoredState<Snapshot>({
  what: 'conversation',
  formats: new Map([[1, { read: readSnapshot, write: (snapshot) => snapshot }]]),
});
