import type { Snapshot, Checkpoint } from '@patchbay/runtime';
import { readCheckpoint } from '@patchbay/runtime';
import { z } from 'zod';
import { StoredState } from './stored-state.ts';

/** What stays the same through a run, and is needed to go on with it elsewhere. */
export interface RunBasis {
  /** JSON: the versions that it runs on. */
  pins: string;
  version: number | null;
  /** Whether the conversation had a timer when it began. */
  hadTimer: boolean;
  /** The time that stands still through it. Milliseconds. */
  nowMs: number;
  /** First text of the user, for lists. */
  preview: string | null;
}

/** Where a run is to be continued. */
export interface RunState extends RunBasis {
  checkpoint: Checkpoint;
  /** How many events were kept after the checkpoint: they are told again, and are not kept twice. */
  kept: number;
  /** That of the conversation at the checkpoint. */
  episode: number;
}

const stateSchema = z.object({
  format: z.literal(1),
  pins: z.string(),
  version: z.number().nullable(),
  hadTimer: z.boolean(),
  nowMs: z.number(),
  preview: z.string().nullable(),
  kept: z.number(),
  episode: z.number(),
  checkpoint: z.unknown().transform(readCheckpoint),
});

/** Runs that are to be continued, in every format that this release reads. */
export const storedRunState = new StoredState<RunState>({
  what: 'run',
  formats: new Map([
    [
      1,
      {
        read: (json) => {
          const { format: _, ...state } = stateSchema.parse(json);
          return state;
        },
        write: (state) => ({ format: 1, ...state }),
      },
    ],
  ]),
});

/** The message that is being written, as far as it is kept. */
export interface Writing {
  messageId: string;
  attempt: number;
  text: string;
}

const writingSchema = z.object({ messageId: z.string(), attempt: z.number(), text: z.string() });

export function parseWriting(text: string | null): Writing | undefined {
  return text === null ? undefined : writingSchema.parse(JSON.parse(text));
}

/** The snapshot that a run goes on with. */
export function snapshotOf(state: RunState): Snapshot {
  return state.checkpoint.snapshot;
}
