import type { ScriptLog } from '@patchbay/node-kit';
import type { WorkerOutcome } from '../protocol.ts';

/** How a run ended as the parent saw it. */
export type RunOutcome =
  | Exclude<WorkerOutcome, { status: 'stuck' }>
  /** `stuck`: it was ended before its time, because nothing could have settled what it awaited. */
  | { status: 'timeout'; stuck: boolean }
  | { status: 'aborted' }
  /** Turned away before it began. */
  | { status: 'busy'; reason: 'queue_full' | 'queue_timeout' }
  /** The worker ended without being told to, broke its protocol, or none could be started. */
  | { status: 'unavailable'; reason: string }
  /** No script is run here at all; the reason is for whoever wrote it. */
  | { status: 'refused'; reason: string };

export interface RunEnd {
  outcome: RunOutcome;
  logs: ScriptLog[];
}

/** A run that never reached a worker. */
export function notRun(outcome: RunOutcome): RunEnd {
  return { outcome, logs: [] };
}
