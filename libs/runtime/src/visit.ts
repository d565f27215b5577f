import type { JsonObject } from '@patchbay/node-kit';
import type { CompiledFlow } from './compile-flow.ts';
import type { CompiledNode } from './compile-node.ts';
import type { RunContext } from './run-context.ts';
import type { Frame, Snapshot } from './snapshot.ts';

/** One run of one node: where it is and what it may know. */
export interface Visit {
  flow: CompiledFlow;
  frame: Frame;
  node: CompiledNode;
  snapshot: Snapshot;
  context: RunContext;
  /** What templates can reach. The variables and results are those of the frame itself, so it sees every change. */
  scope: JsonObject;
}

export function createVisit(place: Omit<Visit, 'scope'>): Visit {
  const { flow, frame, snapshot, context } = place;
  const scope: JsonObject = {
    vars: frame.vars,
    user: context.user,
    message: snapshot.message,
    nodes: frame.nodes,
    now: context.now,
    conversation: { ...context.conversation, turns: snapshot.turns },
    flow: { key: flow.key, version: flow.version },
    env: context.env,
  };
  return { ...place, scope };
}
