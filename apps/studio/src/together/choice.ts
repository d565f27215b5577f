import type { Operation } from '@patchbay/flow-spec';

/** Two edits of one thing that could not be put together: its author is asked which one is to stay. Until then the one that came later stands. */
export interface Choice {
  /** Names what both changed, and who the other is; a later collision of the two on the same takes the place of this one. */
  unit: string;
  /** `value`: both gave it a value. `taken`: they took away what I changed. `kept`: they changed what I took away. `written`: they took away what I was writing in, and had seen all of it. */
  kind: 'value' | 'taken' | 'kept' | 'written';
  /** Of the field, for what has one value. */
  field: string | undefined;
  /** Of the node; of what was taken away also the note or frame, as the canvas calls it. */
  nodeId: string | undefined;
  /** How the node was called that was taken away, or what the note or frame said. */
  node?: string | undefined;
  /** Name of the subflow into which it was taken, where it was not deleted. */
  into?: string | undefined;
  /** What I did, and what they did, each in one sentence. */
  mineLabel: string;
  theirsLabel: string;
  /** Who the other is, as the server knows them. */
  by: string | null;
  byUser?: string | null | undefined;
  mine: unknown;
  theirs: unknown;
  /** Which of the two the flow has now. */
  stands: 'mine' | 'theirs';
  /** What has to be done for the other one to stand. */
  other: Operation[];
}
