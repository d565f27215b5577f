import type { Commit, NewEvent, TurnStatus, UsageRecord } from '@patchbay/db';
import type { Snapshot } from '@patchbay/runtime';

/** How a run left its conversation. */
export interface RunResult {
  turnStatus: TurnStatus;
  snapshot: Snapshot;
  resolution: string | null;
  timerAt: string | null;
  usage: readonly UsageRecord[];
  preview: string | null;
}

/** Where a run keeps what it did: the database, or the memory of a preview. Each commit stands on the one before it; `conflict` says that somebody else came between. */
export interface TurnStore {
  /** Keeps events, and the conversation for this run alone, before something outside is called. */
  hold(events: readonly NewEvent[]): Promise<Commit>;
  settle(events: readonly NewEvent[], result: RunResult): Promise<Commit>;
}
