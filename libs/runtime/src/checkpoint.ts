import type { Arrival } from '@patchbay/node-kit';
import type { Snapshot } from './snapshot.ts';

/** Format number of checkpoints that this release writes. */
export const CHECKPOINT_FORMAT = 1;

/** Where a run stands between two nodes or at the beginning of a visit: enough to go on elsewhere, as plain JSON. */
export interface Checkpoint {
  format: typeof CHECKPOINT_FORMAT;
  snapshot: Snapshot;
  /** The node that is visited next, in the flow of the top frame; the same visit again when it was on its way. */
  node: string;
  arrival: Arrival;
  /** Set when the visit had begun: that of the visit. */
  effectKey?: string;
  /** Ids that the visit has drawn so far: drawn again, they are the same. */
  ids: string[];
  /** What the turn has used up of its limits. */
  spent: { steps: number; nodes: number };
  /** The component that was open when the turn began and is not closed yet. */
  component?: string;
}

/** A checkpoint from its JSON value. Throws when it was written by a release that this one cannot read. */
export function readCheckpoint(value: unknown): Checkpoint {
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (format !== CHECKPOINT_FORMAT)
    throw new Error(`checkpoint format ${String(format)} is not readable by this release`);
  return value as Checkpoint; // Written by `checkpoint` events alone: its shape is this release's own, told by the format number.
}
