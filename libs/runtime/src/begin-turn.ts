import { apologise } from './apologise.ts';
import { type Cursor, startCursor } from './cursor.ts';
import { newFrame } from './initial-snapshot.ts';
import type { Plan, RunContext } from './run-context.ts';
import type { RunEvent, TurnInput } from './run-event.ts';
import type { Snapshot } from './snapshot.ts';

interface BeginOptions {
  plan: Plan;
  /** Changed in place. */
  snapshot: Snapshot;
  input: TurnInput;
  context: RunContext;
  put(event: RunEvent): void;
}

/** Where an input makes the conversation go on; undefined when nothing runs, as for a click on what is over. */
export function beginTurn(options: BeginOptions): Cursor | undefined {
  const { input, plan, snapshot, context, put } = options;
  switch (input.kind) {
    case 'opened':
      if (snapshot.status !== 'fresh' || !plan.main.start) return undefined;
      return { node: plan.main.start, arrival: { kind: 'entered', opening: true, loop: undefined } };
    case 'message':
      snapshot.turns += 1;
      if (snapshot.status === 'closed') {
        snapshot.episode += 1;
        snapshot.frames = [newFrame({ flow: plan.main, caller: null })];
        put({ type: 'conversation.reopened' });
      }
      snapshot.message = { text: input.text, files: input.files };
      put({ type: 'user.message', id: context.newId(), text: input.text, files: input.files });
      return snapshot.status === 'waiting' ? resume(options) : fromStart(options);
    case 'submit':
    case 'cancel':
      snapshot.turns += 1;
      return snapshot.waiting?.waiting.component === input.componentId ? resume(options) : undefined;
    case 'timer':
      return snapshot.waiting?.waiting.until === undefined ? undefined : resume(options);
    default:
      return input satisfies never;
  }
}

// A message to a conversation that waits at no node: begins at `start` without the greeting, variables kept.
function fromStart({ plan: { main }, snapshot }: BeginOptions): Cursor | undefined {
  const [bottom = newFrame({ flow: main, caller: null })] = snapshot.frames;
  const { key: flow, version, defaults, start } = main;
  // Here, and nowhere else, a conversation moves to the version that is published now; variables that it brings begin at their defaults.
  const vars = { ...defaults, ...bottom.vars };
  snapshot.frames = [{ flow, version, vars, nodes: bottom.nodes, loops: [], caller: null }];
  snapshot.status = 'idle';
  delete snapshot.waiting;
  return start && startCursor({ start, text: snapshot.message.text });
}

function resume(options: BeginOptions): Cursor | undefined {
  const { input, plan, snapshot, context, put } = options;
  const { frames, waiting } = snapshot;
  const frame = frames.at(-1);
  if (!frame || !waiting) return undefined;
  const flow = frame.caller === null ? plan.main : plan.flows.get(frame.flow);
  const node = flow?.node(waiting.node);
  if (!node) {
    // Only an explicit migration takes a node away from under a conversation.
    const begun = fromStart(options);
    if (input.kind === 'message') return begun;
    if (waiting.waiting.component !== undefined) put({ type: 'component.closed', id: waiting.waiting.component });
    const message = 'The flow no longer has the node that this was for.';
    apologise({ flow: plan.main, context, put, error: { code: 'node.missing', message, retryable: false } });
    return undefined;
  }
  const { state, effectKey } = waiting;
  delete snapshot.waiting;
  const place = { waiting: waiting.waiting, state };
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
