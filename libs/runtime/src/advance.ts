import type { Services } from '@patchbay/node-kit';
import type { CompiledFlow } from './compile-flow.ts';
import { createEventQueue } from './event-queue.ts';
import { newFrame } from './initial-snapshot.ts';
import type { Handlers, Plan, RunContext } from './run-context.ts';
import type { RunEvent, TurnInput } from './run-event.ts';
import type { Frame, Snapshot } from './snapshot.ts';
import { type Cursor, Turn } from './turn.ts';

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
  const queue = createEventQueue<RunEvent>();
  const snapshot = copyOf(options.snapshot);
  const turn = new Turn({ ...options, put: queue.put }, snapshot);
  const cursor = begin({ options, snapshot, put: queue.put });
  const running = (cursor ? turn.run(cursor) : Promise.resolve()).then(queue.end);
  for (let events = await queue.take(); events; events = await queue.take()) yield* events;
  await running;
  yield settledOf({ snapshot, plan: options.plan });
}

function settledOf({ snapshot }: { snapshot: Snapshot; plan: Plan }): RunEvent {
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

function begin({
  options,
  snapshot,
  put,
}: {
  options: AdvanceOptions;
  snapshot: Snapshot;
  put(event: RunEvent): void;
}): Cursor | undefined {
  const { input, context, plan } = options;
  if (input.kind === 'opened') {
    return plan.main.start && { node: plan.main.start, arrival: { kind: 'entered', opening: true, loop: undefined } };
  }
  if (input.kind !== 'timer') snapshot.turns += 1;
  if (input.kind === 'message') {
    if (snapshot.status === 'closed') {
      snapshot.episode += 1;
      snapshot.frames = [newFrame({ flow: plan.main, caller: null })];
      put({ type: 'conversation.reopened' });
    }
    snapshot.message = { text: input.text, files: input.files };
    put({ type: 'user.message', id: context.newId(), text: input.text });
    if (snapshot.status !== 'waiting') return fromStart({ flow: plan.main, snapshot, text: input.text });
  }
  return resume({ options, snapshot });
}

function fromStart({
  flow,
  snapshot,
  text,
}: {
  flow: CompiledFlow;
  snapshot: Snapshot;
  text: string;
}): Cursor | undefined {
  delete snapshot.waiting;
  const [bottom] = snapshot.frames;
  // Between episodes of waiting, a conversation moves to the version that is published now.
  if (bottom) Object.assign(bottom, { flow: flow.key, version: flow.version });
  snapshot.status = 'idle';
  return (
    flow.start && {
      node: flow.start,
      arrival: { kind: 'message', text, waiting: { kind: 'message' }, state: undefined },
    }
  );
}

function resume({ options, snapshot }: { options: AdvanceOptions; snapshot: Snapshot }): Cursor | undefined {
  const { input, plan } = options;
  const { waiting } = snapshot;
  if (snapshot.status !== 'waiting' || !waiting) return undefined;
  const frame = snapshot.frames.at(-1);
  const flow = frame?.caller === null ? plan.main : plan.flows.get(waiting.flow);
  const node = flow?.node(waiting.node);
  // Only an explicit migration takes a node away from under a conversation: it begins anew.
  if (!node) return input.kind === 'message' ? fromStart({ flow: plan.main, snapshot, text: input.text }) : undefined;
  const { waiting: what, state, effectKey } = waiting;
  delete snapshot.waiting;
  const place = { waiting: what, state };
  switch (input.kind) {
    case 'message':
      return { node, effectKey, arrival: { kind: 'message', text: input.text, ...place } };
    case 'submit':
      return { node, effectKey, arrival: { kind: 'submit', values: input.values, ...place } };
    case 'cancel':
      return { node, effectKey, arrival: { kind: 'cancel', ...place } };
    case 'timer':
      return { node, effectKey, arrival: { kind: 'timer', ...place } };
    case 'opened':
      return undefined;
    default:
      return input satisfies never;
  }
}
