import type { Services } from '@patchbay/node-kit';
import { apologise } from './apologise.ts';
import { beginTurn } from './begin-turn.ts';
import type { Checkpoint } from './checkpoint.ts';
import { copyOf } from './copy-of.ts';
import type { Cursor } from './cursor.ts';
import { createEventQueue } from './event-queue.ts';
import type { Handlers, Plan, RunContext } from './run-context.ts';
import type { RunEvent, TurnInput } from './run-event.ts';
import type { Snapshot } from './snapshot.ts';
import { Turn } from './turn.ts';

export interface AdvanceOptions {
  plan: Plan;
  snapshot: Snapshot;
  /** What happened; or where a run goes on that was broken off, and then `snapshot` is not looked at. */
  input: TurnInput | { kind: 'resumed'; checkpoint: Checkpoint };
  handlers: Handlers;
  services: Services;
  context: RunContext;
  /** Aborted when the turn's time is over. */
  signal: AbortSignal;
}

/**
 * Runs a conversation from an input to its next wait. Tells what happens as it happens; `settled`, with the snapshot after it, comes last, exactly once.
 * Throws nothing and leaves the snapshot that it was given as it is.
 */
export async function* advance(options: AdvanceOptions): AsyncGenerator<RunEvent> {
  const { plan, input, handlers, services, context, signal } = options;
  const { put, take, end } = createEventQueue<RunEvent>();
  const resumed = input.kind === 'resumed' ? input.checkpoint : undefined;
  const snapshot = copyOf(resumed?.snapshot ?? options.snapshot);
  const component = resumed ? resumed.component : snapshot.waiting?.waiting.component;
  const cursor =
    input.kind === 'resumed'
      ? resumedAt({ checkpoint: input.checkpoint, snapshot, plan, context, put })
      : beginTurn({ plan, snapshot, input, context, put });
  const turn = new Turn({ plan, snapshot, handlers, services, context, signal, put, component, spent: resumed?.spent });
  // Ended whatever happens: also when the caller's own log fails while it is told of a failure.
  const running = (cursor ? turn.run(cursor) : Promise.resolve()).then(end, end);
  for (let events = await take(); events; events = await take()) yield* events;
  await running;
  yield settledOf(snapshot);
}

function settledOf(snapshot: Snapshot): RunEvent {
  const { waiting } = snapshot;
  if (snapshot.status !== 'waiting' || !waiting) return { type: 'settled', snapshot };
  return {
    type: 'settled',
    snapshot,
    waitingFor: { flow: waiting.flow, nodeId: waiting.node, kind: waiting.waiting.kind },
    ...(waiting.waiting.until === undefined ? {} : { timerAt: waiting.waiting.until }),
  };
}

interface ResumeOptions {
  checkpoint: Checkpoint;
  snapshot: Snapshot;
  plan: Plan;
  context: RunContext;
  put(event: RunEvent): void;
}

function resumedAt({ checkpoint, snapshot, plan, context, put }: ResumeOptions): Cursor | undefined {
  const { arrival, effectKey, ids } = checkpoint;
  const frame = snapshot.frames.at(-1);
  const flow = frame?.caller === null ? plan.main : frame && plan.flows.get(frame.flow);
  const node = flow?.node(checkpoint.node);
  if (node) return { node, arrival, ids, ...(effectKey === undefined ? {} : { effectKey }) };
  const message = 'The flow no longer has the node that was running.';
  apologise({ flow: plan.main, context, put, error: { code: 'node.missing', message, retryable: false } });
  snapshot.status = 'idle';
  delete snapshot.waiting;
  return undefined;
}
