import type { StoredEvent } from './stored-event.ts';
import type { TurnRun } from './turn-run.ts';

/** What a call that opens a conversation or takes a turn is answered from: a run that was accepted, or what was kept of one that ended. */
export interface ChatAnswer {
  /** Set by an opening. */
  conversation: { id: string; token: string } | undefined;
  turnId: string;
  source: { kind: 'run'; run: TurnRun } | { kind: 'kept'; status: string; events: readonly StoredEvent[] };
}
