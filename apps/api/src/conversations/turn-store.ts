import type { Commit, EffectRecord, NewEvent, TurnStatus, UsageRecord } from '@patchbay/db';
import type { Snapshot } from '@patchbay/runtime';

/** What a run has to keep since its last commit. */
export interface RunPart {
  events: readonly NewEvent[];
  usage: readonly UsageRecord[];
  /** Acts on other systems that began or ended. */
  effects: readonly EffectRecord[];
}

/** How a run left its conversation. */
export interface RunResult {
  turnStatus: TurnStatus;
  snapshot: Snapshot;
  resolution: string | null;
  timerAt: string | null;
  /** Whether it did anything on another system. */
  hadEffects: boolean;
  preview: string | null;
}

/** Where a run keeps what it did: the database, or the memory of a preview. Each commit stands on the one before it; `conflict` says that somebody else came between. */
export interface TurnStore {
  /** Keeps a part of the run, and the conversation for this run alone, before something outside is called. JSON: where to go on, and the message in writing. */
  hold(part: RunPart, state: { checkpoint: string | null; writing: string | null }): Promise<Commit>;
  /** Keeps how far a message is written. False when somebody else came between. */
  write(writing: string): Promise<boolean>;
  settle(part: RunPart, result: RunResult): Promise<Commit>;
  /** Lets another process go on with the run. */
  handOver(): Promise<void>;
}
