import type { Services } from '@patchbay/node-kit';
import { beginTurn } from './begin-turn.ts';
import { createEventQueue } from './event-queue.ts';
import type { Handlers, Plan, RunContext } from './run-context.ts';
import type { RunEvent, TurnInput } from './run-event.ts';
import type { Frame, Snapshot } from './snapshot.ts';
import { Turn } from './turn.ts';

export interface AdvanceOptions {
  plan: Plan;
  snapshot: Snapshot;
  input: TurnInput;
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
  const snapshot = copyOf(options.snapshot);
  const component = snapshot.waiting?.waiting.component;
  const cursor = beginTurn({ plan, snapshot, input, context, put });
  const turn = new Turn({ plan, snapshot, handlers, services, context, signal, put, component });
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

// The engine changes frames in place; their values it copies on the way.
function copyOf(snapshot: Snapshot): Snapshot {
  const frames = snapshot.frames.map(
    (frame): Frame => ({
      ...frame,
      vars: { ...frame.vars },
      nodes: { ...frame.nodes },
      loops: [...frame.loops],
      ...(frame.interrupted ? { interrupted: [...frame.interrupted] } : {}),
    }),
  );
  return { ...snapshot, frames };
}
