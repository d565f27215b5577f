import { NodeError, type NodeErrorData, type Services, type Verdict } from '@patchbay/node-kit';
import { abandoned } from './abandoned.ts';
import { apologise } from './apologise.ts';
import { assignPath } from './assign-path.ts';
import { CHECKPOINT_FORMAT, type Checkpoint } from './checkpoint.ts';
import { copyOf } from './copy-of.ts';
import type { Cursor } from './cursor.ts';
import type { Direction, Director } from './direction.ts';
import { handlerContext } from './handler-context.ts';
import { nodeErrorOf } from './node-error-of.ts';
import { Paths } from './paths.ts';
import { renderedConfig } from './rendered-config.ts';
import { type Handlers, type Plan, type RunContext, TURN_LIMITS } from './run-context.ts';
import type { ModelUsage, RunEvent } from './run-event.ts';
import { saidTexts } from './said-texts.ts';
import { saveResult } from './save-result.ts';
import type { Snapshot } from './snapshot.ts';
import { standIn } from './stand-in.ts';
import { stepTrace } from './step-trace.ts';
import { TurnLimit } from './turn-limit.ts';
import { createVisit, type Visit } from './visit.ts';

export interface TurnOptions {
  plan: Plan;
  handlers: Handlers;
  services: Services;
  context: RunContext;
  signal: AbortSignal;
  put(event: RunEvent): void;
  /** What the turn has used up already, before it was broken off. */
  spent?: Checkpoint['spent'] | undefined;
  /** Changed in place. */
  snapshot: Snapshot;
  /** The component that was open when the turn began. */
  component: string | undefined;
}

/** A visit on its way. */
interface Step {
  visit: Visit;
  effectKey: string;
  began: number;
  config: unknown;
  logs: { level: string; text: string }[];
  usage: ModelUsage[];
  said: string[];
  /** Whether a verdict stood in for the node. */
  pinned: boolean;
  depth: number;
  /** What a handler tells after its verdict is not heard. */
  over: boolean;
  /** Ids that its handler has drawn. */
  ids: string[];
  /** Whether the handler calls something outside the engine, so that the run may be broken off in the midst of it. */
  leaves: boolean;
}

/** Runs from a cursor until the conversation waits, is idle or closed. Throws nothing. */
export class Turn {
  readonly #options: TurnOptions;
  readonly #paths: Paths;
  readonly #began: number;
  #component: string | undefined;
  #served = 0;
  #mark: string | undefined;
  #sliceBegan: number;
  #steps: number;
  #nodes: number;

  constructor(options: TurnOptions) {
    this.#options = options;
    this.#paths = new Paths(options);
    this.#component = options.component;
    this.#steps = options.spent?.steps ?? 0;
    this.#nodes = options.spent?.nodes ?? 0;
    this.#began = options.context.elapsedMs();
    this.#sliceBegan = this.#began;
  }

  async run(first: Cursor): Promise<void> {
    const { context } = this.#options;
    try {
      for (let cursor: Cursor | undefined = first; cursor; ) {
        // Awaited only where something is waited for: a turn of plain nodes runs through in one go.
        const next: Cursor | undefined | Promise<Cursor | undefined> = context.direct
          ? this.#directed({ cursor, direct: context.direct })
          : this.#step(cursor);
        cursor = isPromise(next) ? await next : next;
        const now = context.elapsedMs();
        if (cursor && now - this.#sliceBegan > TURN_LIMITS.sliceMs) {
          this.#checkpoint({ cursor, ids: [] });
          await context.yieldNow();
          this.#sliceBegan = context.elapsedMs();
          this.#served += this.#sliceBegan - now;
        }
      }
    } catch (error) {
      this.#breakOff(error);
    }
  }

  async #directed({ cursor, direct }: { cursor: Cursor; direct: Director }): Promise<Cursor | undefined> {
    const { context, snapshot } = this.#options;
    const { node, arrival } = cursor;
    const { frame } = this.#paths;
    const asked = context.elapsedMs();
    const direction = await direct({
      flow: frame.flow,
      nodeId: node.id,
      nodeType: node.type,
      depth: snapshot.frames.length - 1,
      arrival,
      vars: frame.vars,
      nodes: frame.nodes,
      loops: frame.loops,
      message: snapshot.message,
    });
    this.#served += context.elapsedMs() - asked;
    if (direction.kind === 'stop') {
      this.#closeComponent();
      this.#paths.giveUp();
      return undefined;
    }
    for (const { path, value } of direction.assign ?? []) assignPath({ target: frame.vars, path, value });
    return this.#step(cursor, direction);
  }

  #step(
    cursor: Cursor,
    direction?: Exclude<Direction, { kind: 'stop' }>,
  ): Cursor | undefined | Promise<Cursor | undefined> {
    this.#count();
    const step = this.#begin(cursor);
    const { context, signal } = this.#options;
    if (direction?.kind === 'instead') {
      const { verdict } = direction;
      step.pinned = true;
      step.config = standIn({ visit: step.visit, verdict, put: (event) => this.#tell(step, event) });
      return this.#finish(step, verdict);
    }
    if (step.leaves) this.#checkpoint({ cursor: { ...cursor, effectKey: step.effectKey }, ids: step.ids, begun: 1 });
    let verdict: Verdict | Promise<Verdict>;
    try {
      verdict = this.#callHandler({ cursor, step });
    } catch (error) {
      verdict = this.#failure(error, step);
    }
    if (!isPromise(verdict)) return this.#finish(step, verdict);
    const asked = context.elapsedMs();
    const { after, forget } = abandoned({ signal, yieldNow: () => context.yieldNow() });
    return Promise.race([verdict, after])
      .catch((error: unknown) => this.#failure(error, step))
      .then((settled) => {
        this.#served += context.elapsedMs() - asked;
        return this.#finish(step, settled);
      })
      .finally(forget);
  }

  #count(): void {
    const { plan, context, signal } = this.#options;
    if (signal.aborted) throw new TurnLimit('turn.timeout');
    if (++this.#steps > plan.main.maxStepsPerTurn || ++this.#nodes > TURN_LIMITS.nodes)
      throw new TurnLimit('turn.too_many_steps');
    if (context.elapsedMs() - this.#began - this.#served > TURN_LIMITS.engineMs) throw new TurnLimit('turn.too_long');
  }

  // `begun`: visits that are counted, and are made again by who goes on from here.
  #checkpoint({ cursor, ids, begun = 0 }: { cursor: Cursor; ids: string[]; begun?: number }): void {
    const { put, snapshot } = this.#options;
    const { node, arrival, effectKey } = cursor;
    put({
      type: 'checkpoint',
      checkpoint: {
        format: CHECKPOINT_FORMAT,
        snapshot: copyOf(snapshot),
        node: node.id,
        arrival,
        ids,
        spent: { steps: this.#steps - begun, nodes: this.#nodes - begun },
        ...(effectKey === undefined ? {} : { effectKey }),
        ...(this.#component === undefined ? {} : { component: this.#component }),
      },
    });
  }

  #begin({ node, effectKey, ids }: Cursor): Step {
    const { context, snapshot } = this.#options;
    const { frame } = this.#paths;
    return {
      visit: createVisit({ flow: this.#paths.flowOf(frame), frame, node, snapshot, context }),
      effectKey: effectKey ?? this.#keyOf({ visit: ++snapshot.visits, node: node.id }),
      began: context.trace ? context.elapsedMs() : 0,
      config: undefined,
      logs: [],
      usage: [],
      said: [],
      pinned: false,
      depth: snapshot.frames.length - 1,
      over: false,
      ids: [...(ids ?? [])],
      leaves: (node.definition?.needs.length ?? 0) > 0,
    };
  }

  // Of a turn that came to nothing, the count of visits is that of before it: its time tells what the next one does from what it did.
  #keyOf({ visit, node }: { visit: number; node: string }): string {
    const { conversation, now } = this.#options.context;
    this.#mark ??= Date.parse(now).toString(36);
    return `${conversation.id}:${this.#mark}:${visit}:${node}`;
  }

  #callHandler({ cursor, step }: { cursor: Cursor; step: Step }): Verdict | Promise<Verdict> {
    const { visit, effectKey } = step;
    const { handlers, services, signal, context, put } = this.#options;
    const { node, flow } = visit;
    step.config = renderedConfig(visit);
    const handler = handlers[node.type];
    if (!handler)
      throw new NodeError({
        code: 'node.unknown_type',
        message: `This release cannot run nodes of type "${node.type}".`,
        fault: 'user',
      });
    let drawn = 0;
    const given = handlerContext({
      ...{ visit, effectKey, services, signal },
      config: step.config,
      arrival: cursor.arrival,
      newId: () => {
        step.ids[drawn] ??= context.newId();
        return step.ids[drawn++] ?? context.newId();
      },
      sinks: {
        emit: (part) => {
          if (step.over) return;
          if (part.type === 'component.closed' && part.id === this.#component) this.#component = undefined;
          this.#tell(step, part);
        },
        log: (entry) => {
          if (context.trace) step.logs.push(entry);
        },
        usage: (entry) => {
          step.usage.push(entry);
          put({ type: 'usage', nodeId: node.id, flow: flow.key, ...entry });
        },
      },
    });
    // The registry types each handler from its own definition, and the config was parsed by that very definition.
    return handler.run(given as Parameters<typeof handler.run>[0]);
  }

  #tell(step: Step, event: RunEvent): void {
    const { context, put } = this.#options;
    const text = context.trace ? saidTexts({ event, before: step.said.at(-1) }) : undefined;
    if (text !== undefined) step.said.push(text);
    put(event);
  }

  #failure(error: unknown, step: Step): Verdict {
    step.over = true;
    const limit = this.#options.signal.aborted ? new TurnLimit('turn.timeout') : error;
    if (limit instanceof TurnLimit) {
      this.#trace(step, { kind: 'fail', error: { code: limit.code, message: limit.message, retryable: true } }, []);
      throw limit;
    }
    return { kind: 'fail', error: this.#dataOf(error, step.visit) };
  }

  #finish(step: Step, given: Verdict): Cursor | undefined {
    const { visit, effectKey, config } = step;
    step.over = true;
    const verdict = this.#paths.checked(given);
    const stays = verdict.kind === 'wait' && verdict.waiting.component === this.#component;
    if (!stays) this.#closeComponent();
    this.#component = undefined;
    const changes = saveResult({ visit, verdict, config });
    this.#trace(step, verdict, changes);
    // Each pass of a loop counts its steps anew: its own limit bounds it.
    if (verdict.kind === 'next' && verdict.loop !== undefined) this.#steps = 0;
    const cursor = this.#paths.follow({ visit, verdict, effectKey });
    if (cursor && step.leaves) this.#checkpoint({ cursor, ids: [] });
    return cursor;
  }

  // What the conversation waited with is over once it waits elsewhere, also where its node failed before it could say so.
  #closeComponent(): void {
    if (this.#component !== undefined) this.#options.put({ type: 'component.closed', id: this.#component });
    this.#component = undefined;
  }

  #trace(step: Step, verdict: Verdict, changes: ReturnType<typeof saveResult>): void {
    const { context, put } = this.#options;
    if (context.trace) put({ type: 'step', step: stepTrace({ ...step, verdict, changes, turnBegan: this.#began }) });
  }

  // A limit was passed, or the engine itself failed: the conversation stays usable, at no node.
  #breakOff(error: unknown): void {
    const { plan, context, put } = this.#options;
    this.#closeComponent();
    this.#paths.giveUp();
    const { main: flow } = plan;
    if (error instanceof TurnLimit) {
      const { code, message } = error;
      apologise({ flow, context, put, text: 'tooManySteps', error: { code, message, retryable: true } });
    } else apologise({ flow, context, put, error: this.#dataOf(error, { flow, node: { id: '' } }) });
  }

  #dataOf(error: unknown, place: { flow: { key: string }; node: { id: string } }): NodeErrorData {
    const known = nodeErrorOf(error);
    if (known) return known.toData();
    this.#options.context.onInternalError?.(error, { flow: place.flow.key, nodeId: place.node.id });
    return { code: 'internal', message: 'Something went wrong inside Patchbay.', retryable: false };
  }
}

// A promise of another realm is no instance of this one's Promise.
function isPromise<Value>(value: Value | Promise<Value>): value is Promise<Value> {
  return typeof value === 'object' && value !== null && 'then' in value;
}
