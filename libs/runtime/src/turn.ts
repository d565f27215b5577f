import {
  type Arrival,
  type JsonObject,
  NodeError,
  type NodeErrorData,
  type Resolution,
  type Services,
  type Verdict,
} from '@patchbay/node-kit';
import { assignPath, valueAtPath } from './assign-variable.ts';
import type { CompiledFlow, CompiledNode, FlowSetting } from './compile-flow.ts';
import { newFrame } from './initial-snapshot.ts';
import { productText } from './product-text.ts';
import { type Handlers, type Plan, type RunContext, TURN_LIMITS } from './run-context.ts';
import type { RunEvent } from './run-event.ts';
import type { Frame, Snapshot } from './snapshot.ts';
import { beginStep, endStep, type Tracing } from './step-trace.ts';
import { handlerContext, renderedConfig, scopeOf, type Visit } from './visit.ts';

export interface TurnOptions {
  plan: Plan;
  handlers: Handlers;
  services: Services;
  context: RunContext;
  signal: AbortSignal;
  put(event: RunEvent): void;
}

/** Where a run stands: the node to visit next and why. */
export interface Cursor {
  node: CompiledNode;
  arrival: Arrival;
  /** That of the visit which waited, on a resume. */
  effectKey?: string;
}

/** A limit of the turn that was passed: the turn ends, the conversation stays. */
class TurnLimit extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Runs from a cursor until the conversation waits, is idle or closed. Changes the snapshot that it is given, and throws nothing. */
export class Turn {
  readonly #options: TurnOptions;
  readonly #snapshot: Snapshot;
  readonly #began: number;
  #served = 0;
  #sliceBegan: number;
  #steps = 0;
  #nodes = 0;

  constructor(options: TurnOptions, snapshot: Snapshot) {
    this.#options = options;
    this.#snapshot = snapshot;
    this.#began = options.context.elapsedMs();
    this.#sliceBegan = this.#began;
  }

  async run(first: Cursor): Promise<void> {
    let cursor: Cursor | undefined = first;
    try {
      while (cursor) {
        // Awaited only where something is waited for: a turn of plain nodes runs through in one go.
        const next: Cursor | undefined | Promise<Cursor | undefined> = this.#step(cursor);
        cursor = next instanceof Promise ? await next : next;
        const now = this.#options.context.elapsedMs();
        if (cursor && now - this.#sliceBegan > TURN_LIMITS.sliceMs) {
          await this.#options.context.yieldNow();
          this.#served += this.#options.context.elapsedMs() - now;
          this.#sliceBegan = this.#options.context.elapsedMs();
        }
      }
    } catch (error) {
      this.#endBroken(error);
    }
  }

  get #frame(): Frame {
    const frame = this.#snapshot.frames.at(-1);
    if (!frame) throw new Error('a snapshot has at least one frame');
    return frame;
  }

  #flowOf(frame: Frame): CompiledFlow {
    const { plan } = this.#options;
    const flow = frame.caller === null ? plan.main : plan.flows.get(frame.flow);
    if (!flow)
      throw new NodeError({
        code: 'subflow.not_published',
        message: `The flow "${frame.flow}" is not published.`,
        fault: 'user',
      });
    return flow;
  }

  #step(cursor: Cursor): Cursor | undefined | Promise<Cursor | undefined> {
    this.#count();
    const { node } = cursor;
    const frame = this.#frame;
    const { context } = this.#options;
    const visit: Visit = { flow: this.#flowOf(frame), frame, node, snapshot: this.#snapshot, context };
    const effectKey = cursor.effectKey ?? `${context.conversation.id}:${++this.#snapshot.visits}:${node.id}`;
    const trace = context.trace ? beginStep({ context, depth: this.#snapshot.frames.length - 1 }) : undefined;
    let verdict: Verdict | Promise<Verdict>;
    try {
      verdict = this.#callHandler({ visit, cursor, effectKey, trace });
    } catch (error) {
      verdict = this.#failure(error, visit);
    }
    if (!(verdict instanceof Promise)) return this.#follow({ visit, verdict, effectKey, trace });
    const asked = context.elapsedMs();
    return verdict
      .catch((error: unknown) => this.#failure(error, visit))
      .then((settled) => {
        this.#served += context.elapsedMs() - asked;
        this.#sliceBegan = context.elapsedMs();
        return this.#follow({ visit, verdict: settled, effectKey, trace });
      });
  }

  #count(): void {
    const { plan, context, signal } = this.#options;
    if (signal.aborted) throw new TurnLimit('turn.timeout');
    if (++this.#steps > plan.main.maxStepsPerTurn || ++this.#nodes > TURN_LIMITS.nodes)
      throw new TurnLimit('turn.too_many_steps');
    if ((this.#nodes & 15) === 0 && context.elapsedMs() - this.#began - this.#served > TURN_LIMITS.engineMs)
      throw new TurnLimit('turn.too_long');
  }

  #callHandler(options: {
    visit: Visit;
    cursor: Cursor;
    effectKey: string;
    trace: Tracing | undefined;
  }): Verdict | Promise<Verdict> {
    const { visit, cursor, effectKey, trace } = options;
    const scope = scopeOf(visit);
    const config = renderedConfig({ visit, scope, translated: true });
    if (trace) trace.config = config;
    const handler = this.#options.handlers[visit.node.type];
    if (!handler)
      throw new NodeError({
        code: 'node.unknown_type',
        message: `This release cannot run nodes of type "${visit.node.type}".`,
        fault: 'user',
      });
    const context = handlerContext({
      visit,
      scope,
      config,
      arrival: cursor.arrival,
      effectKey,
      services: this.#options.services,
      signal: this.#options.signal,
      sinks: {
        emit: this.#options.put,
        log: (entry) => trace?.logs.push(entry),
        usage: (entry) => this.#options.put({ type: 'usage', nodeId: visit.node.id, flow: visit.flow.key, ...entry }),
      },
    });
    // The registry types each handler from its own definition, and the config was parsed by that very definition.
    return handler.run(context as Parameters<typeof handler.run>[0]);
  }

  #failure(error: unknown, { node, flow }: Visit): Verdict {
    if (this.#options.signal.aborted) throw new TurnLimit('turn.timeout');
    if (error instanceof TurnLimit) throw error;
    if (error instanceof NodeError) return { kind: 'fail', error: error.toData() };
    this.#options.context.onInternalError?.(error, { flow: flow.key, nodeId: node.id });
    return {
      kind: 'fail',
      error: { code: 'internal', message: 'Something went wrong inside Patchbay.', retryable: false },
    };
  }

  #follow(options: {
    visit: Visit;
    verdict: Verdict;
    effectKey: string;
    trace: Tracing | undefined;
  }): Cursor | undefined {
    const { visit, verdict, effectKey, trace } = options;
    const { frame, node } = visit;
    if (trace)
      this.#options.put({ type: 'step', step: endStep({ visit, verdict, tracing: trace, turnBegan: this.#began }) });
    switch (verdict.kind) {
      case 'next': {
        this.#keepLoop({ frame, node, verdict });
        this.#save({ visit, verdict });
        return this.#leave({ visit, outlet: verdict.outlet });
      }
      case 'wait':
        this.#snapshot.status = 'waiting';
        this.#snapshot.waiting = {
          flow: frame.flow,
          node: node.id,
          waiting: verdict.waiting,
          effectKey,
          ...(verdict.state === undefined ? {} : { state: verdict.state }),
        };
        return undefined;
      case 'call':
        return this.#call({ visit, flow: verdict.flow, input: verdict.input });
      case 'end':
        return this.#end(verdict);
      case 'fail': {
        frame.nodes[node.id] = { error: { ...verdict.error } };
        if (verdict.output !== undefined) this.#saveAs({ visit, value: verdict.output });
        return this.#fail({ visit, error: verdict.error });
      }
      default:
        return verdict satisfies never;
    }
  }

  #keepLoop({ frame, node, verdict }: { frame: Frame; node: CompiledNode; verdict: Verdict & { kind: 'next' } }): void {
    const at = frame.loops.findIndex((loop) => loop.node === node.id);
    if (at >= 0) frame.loops.length = at;
    if (verdict.loop === undefined) return;
    frame.loops.push({ node: node.id, state: verdict.loop });
    // Each pass of a loop counts its steps anew: its own limit bounds it.
    this.#steps = 0;
  }

  #save({ visit, verdict }: { visit: Visit; verdict: Verdict & { kind: 'next' } }): void {
    const { frame, node, flow } = visit;
    if (verdict.output !== undefined) {
      frame.nodes[node.id] = verdict.output;
      this.#saveAs({ visit, value: verdict.saved ?? verdict.output });
    } else if (node.outlets.has('error')) delete frame.nodes[node.id];
    for (const { path, value } of verdict.assign ?? []) {
      assignPath({
        target: frame.vars,
        path,
        value: value === undefined ? valueAtPath({ source: flow.defaults, path }) : value,
      });
    }
  }

  #saveAs({ visit, value }: { visit: Visit; value: JsonObject[string] }): void {
    const name = visit.node.config.source.saveAs;
    if (typeof name === 'string' && name !== '') assignPath({ target: visit.frame.vars, path: name, value });
  }

  #leave({ visit, outlet }: { visit: Visit; outlet: string }): Cursor | undefined {
    const { flow, node, frame } = visit;
    const port = node.outlets.get(outlet);
    const to =
      flow.edge(node.id, outlet) ?? (port?.fallback === undefined ? undefined : flow.edge(node.id, port.fallback));
    if (to !== undefined) return this.#enter({ flow, id: to });
    if (port?.kind !== 'stuck' || !flow.onStuck) return this.#endPath();
    if (flow.onStuck.kind === 'goto') {
      frame.interrupted = [...(frame.interrupted ?? []), node.id];
      return this.#enter({ flow, id: flow.onStuck.node });
    }
    return this.#enter({ flow, id: node.id });
  }

  #enter({ flow, id }: { flow: CompiledFlow; id: string }): Cursor | undefined {
    const node = flow.node(id);
    if (!node) return this.#endPath();
    const loop = this.#frame.loops.find((one) => one.node === id)?.state;
    return { node, arrival: { kind: 'entered', opening: false, loop } };
  }

  #endPath(): Cursor | undefined {
    const frame = this.#frame;
    frame.recovering = false;
    const back = frame.interrupted?.pop();
    if (back !== undefined) return this.#enter({ flow: this.#flowOf(frame), id: back });
    frame.loops = [];
    if (this.#snapshot.frames.length > 1) return this.#return({ resolution: null, output: {} });
    this.#snapshot.status = 'idle';
    delete this.#snapshot.waiting;
    return undefined;
  }

  #call({ visit, flow: key, input }: { visit: Visit; flow: string; input: JsonObject }): Cursor | undefined {
    const flow = this.#options.plan.flows.get(key);
    const fail = (code: string, message: string) =>
      this.#follow({
        visit,
        verdict: { kind: 'fail', error: { code, message, retryable: false } },
        effectKey: '',
        trace: undefined,
      });
    if (!flow?.start) return fail('subflow.not_published', `The flow "${key}" is not published.`);
    if (this.#snapshot.frames.length > TURN_LIMITS.depth)
      return fail('subflow.too_deep', `Flows call each other more than ${TURN_LIMITS.depth} deep.`);
    const frame = newFrame({ flow, caller: visit.node.id });
    for (const [name, value] of Object.entries(input)) if (flow.inputs.has(name)) frame.vars[name] = value;
    this.#snapshot.frames.push(frame);
    return {
      node: flow.start,
      arrival: { kind: 'message', text: this.#snapshot.message.text, waiting: { kind: 'message' }, state: undefined },
    };
  }

  #return({ resolution, output }: { resolution: Resolution | null; output: JsonObject }): Cursor | undefined {
    const ended = this.#snapshot.frames.pop();
    const flow = this.#flowOf(this.#frame);
    const node = ended?.caller === undefined || ended.caller === null ? undefined : flow.node(ended.caller);
    return node ? { node, arrival: { kind: 'returned', resolution, output } } : this.#endPath();
  }

  #end({ resolution, output }: { resolution: Resolution; output: JsonObject }): Cursor | undefined {
    if (this.#snapshot.frames.length > 1) return this.#return({ resolution, output });
    this.#snapshot.status = 'closed';
    delete this.#snapshot.waiting;
    this.#options.put({ type: 'conversation.closed', resolution });
    return undefined;
  }

  #fail({ visit, error }: { visit: Visit; error: NodeErrorData }): Cursor | undefined {
    const { flow, frame, node } = visit;
    const to = flow.edge(node.id, 'error');
    if (to !== undefined) return this.#enter({ flow, id: to });
    const setting: FlowSetting = frame.recovering ? { kind: 'apologise' } : (flow.onError ?? { kind: 'apologise' });
    if (setting.kind === 'goto' && flow.node(setting.node)) {
      frame.recovering = true;
      return this.#enter({ flow, id: setting.node });
    }
    if (this.#snapshot.frames.length > 1 && !flow.onError) {
      // A called flow that says nothing of errors leaves them to its caller.
      this.#snapshot.frames.pop();
      const caller = this.#frame;
      const callerFlow = this.#flowOf(caller);
      const callerNode = frame.caller === null ? undefined : callerFlow.node(frame.caller);
      if (callerNode) {
        caller.nodes[callerNode.id] = { error: { ...error } };
        return this.#fail({ visit: { ...visit, flow: callerFlow, frame: caller, node: callerNode }, error });
      }
    }
    this.#apologise({ flow, key: 'apology', error });
    return this.#endPath();
  }

  #apologise({
    flow,
    key,
    error,
  }: {
    flow: CompiledFlow;
    key: 'apology' | 'tooManySteps';
    error: NodeErrorData;
  }): void {
    const { put, context } = this.#options;
    put({
      type: 'message',
      id: context.newId(),
      role: 'bot',
      text: productText({ flow, locale: context.conversation.locale, key }),
    });
    put({ type: 'error', code: error.code, message: error.message, retryable: error.retryable });
  }

  // A limit was passed, or the engine itself failed: the conversation stays usable, at no node.
  #endBroken(error: unknown): void {
    const limit = error instanceof TurnLimit ? error : undefined;
    if (!limit) this.#options.context.onInternalError?.(error, { flow: this.#options.plan.main.key, nodeId: '' });
    const [bottom] = this.#snapshot.frames;
    if (bottom) {
      this.#snapshot.frames = [{ ...bottom, loops: [], interrupted: [], recovering: false }];
    }
    this.#snapshot.status = 'idle';
    delete this.#snapshot.waiting;
    const messages: Record<string, string> = {
      'turn.too_many_steps': 'The flow went through too many steps without waiting for the user.',
      'turn.too_long': 'The flow took too long.',
      'turn.timeout': 'The turn took too long.',
    };
    const code = limit?.code ?? 'internal';
    this.#apologise({
      flow: this.#options.plan.main,
      key: limit ? 'tooManySteps' : 'apology',
      error: { code, message: messages[code] ?? 'Something went wrong inside Patchbay.', retryable: true },
    });
  }
}
