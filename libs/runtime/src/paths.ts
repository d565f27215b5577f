import { type JsonObject, NodeError, type NodeErrorData, type Resolution, type Verdict } from '@patchbay/node-kit';
import { apologise } from './apologise.ts';
import type { CompiledFlow } from './compile-flow.ts';
import { type Cursor, startCursor } from './cursor.ts';
import { newFrame } from './initial-snapshot.ts';
import { type Plan, type RunContext, TURN_LIMITS } from './run-context.ts';
import type { RunEvent } from './run-event.ts';
import type { Frame, Snapshot } from './snapshot.ts';
import type { Visit } from './visit.ts';

interface PathsOptions {
  plan: Plan;
  snapshot: Snapshot;
  context: RunContext;
  put(event: RunEvent): void;
}

/** Where a conversation goes after each visit: edges, calls and returns, open ports, errors. Changes the snapshot; runs no node. */
export class Paths {
  readonly #options: PathsOptions;
  readonly #snapshot: Snapshot;

  constructor(options: PathsOptions) {
    this.#options = options;
    this.#snapshot = options.snapshot;
  }

  /** The frame that runs. */
  get frame(): Frame {
    const frame = this.#snapshot.frames.at(-1);
    if (!frame) throw new Error('a snapshot has at least one frame');
    return frame;
  }

  /** Throws `NodeError` when the plan has no such flow. */
  flowOf(frame: Frame): CompiledFlow {
    const { plan } = this.#options;
    const flow = frame.caller === null ? plan.main : plan.flows.get(frame.flow);
    if (!flow) throw new NodeError({ ...notPublished(frame.flow), fault: 'user' });
    return flow;
  }

  /** The verdict itself; a call that cannot be made is a failure of the node that calls. */
  checked(verdict: Verdict): Verdict {
    if (verdict.kind !== 'call') return verdict;
    if (!this.#options.plan.flows.get(verdict.flow)?.start) return { kind: 'fail', error: notPublished(verdict.flow) };
    if (this.#snapshot.frames.length <= TURN_LIMITS.depth) return verdict;
    const message = `Flows call each other more than ${TURN_LIMITS.depth} deep.`;
    return { kind: 'fail', error: { code: 'subflow.too_deep', message, retryable: false } };
  }

  /** The next node after a visit whose result is kept already; undefined when the turn ends here. */
  follow({ visit, verdict, effectKey }: { visit: Visit; verdict: Verdict; effectKey: string }): Cursor | undefined {
    const { frame, node } = visit;
    switch (verdict.kind) {
      case 'next':
        leaveLoop(visit);
        if (verdict.loop !== undefined) frame.loops.push({ node: node.id, state: verdict.loop });
        return this.#leave({ visit, outlet: verdict.outlet });
      case 'wait': {
        const { waiting, state } = verdict;
        const place = { flow: frame.flow, node: node.id, waiting, effectKey };
        this.#snapshot.status = 'waiting';
        this.#snapshot.waiting = state === undefined ? place : { ...place, state };
        return undefined;
      }
      case 'call':
        return this.#call({ visit, key: verdict.flow, input: verdict.input });
      case 'end':
        return this.#end(verdict);
      case 'fail':
        leaveLoop(visit);
        return this.#fail({ visit, error: verdict.error });
      default:
        return verdict satisfies never;
    }
  }

  /** Gives all paths up: the conversation waits at no node, variables kept. */
  giveUp(): void {
    const [bottom] = this.#snapshot.frames;
    if (bottom) this.#snapshot.frames = [{ ...bottom, loops: [], interrupted: [], recovering: false }];
    this.#rest();
  }

  #leave({ visit, outlet }: { visit: Visit; outlet: string }): Cursor | undefined {
    const { flow, node, frame, context } = visit;
    // A port that the config does not name, as an option of a list that a template gave, is `next`.
    const port = node.outlets.get(outlet) ?? node.outlets.get('next');
    const edge = (name: string | undefined) => (name === undefined ? undefined : flow.edge(node.id, name));
    const to = edge(outlet) ?? edge(port?.id) ?? edge(port?.fallback);
    if (to !== undefined) return this.#enter({ flow, id: to });
    if (port?.kind !== 'stuck' || !flow.onStuck) return this.#endPath();
    switch (flow.onStuck.kind) {
      case 'repeat':
        return this.#enter({ flow, id: node.id });
      case 'goto': {
        const interruption = { node: node.id, loops: frame.loops.length, recovering: frame.recovering === true };
        frame.interrupted = [...(frame.interrupted ?? []), interruption];
        return this.#enter({ flow, id: flow.onStuck.node });
      }
      case 'apologise': {
        const error = { code: 'handoff.unavailable', message: 'There is nobody to hand over to.', retryable: false };
        apologise({ flow, context, put: this.#options.put, error });
        return this.#endPath();
      }
      default:
        return flow.onStuck satisfies never;
    }
  }

  #enter({ flow, id }: { flow: CompiledFlow; id: string }): Cursor | undefined {
    const node = flow.node(id);
    if (!node) return this.#endPath();
    const { frame } = this;
    // A path that leads to the node it was begun from has come back to it.
    const back = frame.interrupted?.findIndex((one) => one.node === id) ?? -1;
    if (back >= 0) frame.interrupted = frame.interrupted?.slice(0, back) ?? [];
    const loop = frame.loops.find((one) => one.node === id)?.state;
    return { node, arrival: { kind: 'entered', opening: false, loop } };
  }

  /** An open port: back to the node that was interrupted, else to the caller, else the conversation waits at no node. */
  #endPath(): Cursor | undefined {
    const { frame } = this;
    const back = frame.interrupted?.pop();
    frame.recovering = back?.recovering ?? false;
    frame.loops = frame.loops.slice(0, back?.loops ?? 0);
    if (back) return this.#enter({ flow: this.flowOf(frame), id: back.node });
    if (this.#snapshot.frames.length > 1) return this.#return({ resolution: null, output: {} });
    this.#rest();
    return undefined;
  }

  #rest(): void {
    this.#snapshot.status = 'idle';
    delete this.#snapshot.waiting;
  }

  #call({ visit, key, input }: { visit: Visit; key: string; input: JsonObject }): Cursor | undefined {
    const flow = this.#options.plan.flows.get(key);
    if (!flow?.start) return this.#fail({ visit, error: notPublished(key) });
    const frame = newFrame({ flow, caller: visit.node.id });
    for (const [name, value] of Object.entries(input)) if (flow.inputs.has(name)) frame.vars[name] = value;
    this.#snapshot.frames.push(frame);
    return startCursor({ start: flow.start, text: this.#snapshot.message.text });
  }

  #return({ resolution, output }: { resolution: Resolution | null; output: JsonObject }): Cursor | undefined {
    const ended = this.#snapshot.frames.pop();
    const { frame } = this;
    const node = ended?.caller ? this.flowOf(frame).node(ended.caller) : undefined;
    return node ? { node, arrival: { kind: 'returned', resolution, output } } : this.#endPath();
  }

  #end({ resolution, output }: { resolution: Resolution; output: JsonObject }): Cursor | undefined {
    if (this.#snapshot.frames.length > 1) return this.#return({ resolution, output });
    this.#snapshot.status = 'closed';
    delete this.#snapshot.waiting;
    this.#options.put({ type: 'conversation.closed', resolution });
    return undefined;
  }

  #fail({ visit, error }: { visit: Pick<Visit, 'flow' | 'frame' | 'node'>; error: NodeErrorData }): Cursor | undefined {
    const { flow, frame, node } = visit;
    const to = flow.edge(node.id, 'error');
    if (to !== undefined) return this.#enter({ flow, id: to });
    const { onError } = flow;
    if (onError?.kind === 'goto' && frame.recovering !== true && flow.node(onError.node)) {
      frame.recovering = true;
      return this.#enter({ flow, id: onError.node });
    }
    const caller = onError ? undefined : this.#leaveToCaller();
    if (caller) {
      caller.frame.nodes[caller.node.id] = { error: { ...error } };
      return this.#fail({ visit: caller, error });
    }
    apologise({ flow, context: this.#options.context, put: this.#options.put, error });
    return this.#endPath();
  }

  // A called flow that says nothing of errors leaves them to its caller.
  #leaveToCaller(): Pick<Visit, 'flow' | 'frame' | 'node'> | undefined {
    const [called, below] = [this.#snapshot.frames.at(-1), this.#snapshot.frames.at(-2)];
    const flow = below && this.flowOf(below);
    const node = called?.caller ? flow?.node(called.caller) : undefined;
    if (!below || !flow || !node) return undefined;
    this.#snapshot.frames.pop();
    return { flow, frame: below, node };
  }
}

// Whatever way a path leaves a loop's node, the loops inside it are over, and its own goes on only where the verdict says so.
function leaveLoop({ frame, node }: Visit): void {
  const at = frame.loops.findIndex((loop) => loop.node === node.id);
  if (at >= 0) frame.loops = frame.loops.slice(0, at);
}

function notPublished(key: string): NodeErrorData {
  return { code: 'subflow.not_published', message: `The flow "${key}" is not published.`, retryable: false };
}
