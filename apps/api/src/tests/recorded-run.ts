import type { StepTrace } from '@patchbay/runtime';
import type { ToldEvent } from './what-was-said.ts';

/** One run of a conversation that took place: what was told in it, and the nodes that it went through. */
export interface RecordedRun {
  /** Null for one that no user caused. */
  turnId: string | null;
  events: readonly ToldEvent[];
  steps: readonly StepTrace[];
}
