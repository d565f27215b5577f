import type { FlowDocument, FlowEdge, FlowNode } from '@patchbay/flow-spec';
import { createNodeRegistry, type JsonObject, type Services } from '@patchbay/node-kit';
import { type Acceptance, accept } from '../accept.ts';
import { advance } from '../advance.ts';
import { type Checkpoint, readCheckpoint } from '../checkpoint.ts';
import { compileFlow } from '../compile-flow.ts';
import { initialSnapshot, readSnapshot } from '../initial-snapshot.ts';
import type { Director } from '../direction.ts';
import type { Plan, RunContext } from '../run-context.ts';
import type { RunEvent, StepTrace, TurnInput } from '../run-event.ts';
import type { Frame, Snapshot } from '../snapshot.ts';
import { testDefinitions } from './test-definition.ts';
import { testHandlers } from './test-handlers.ts';

export const testRegistry = createNodeRegistry(testDefinitions);

/** A flow of nodes by id, each `[type, config]`, and edges written `from.port > to`, `next` where no port is named. `start` is there already. */
export function testFlow(
  nodes: Record<string, [type: string, config?: Record<string, unknown>]>,
  edges: string[],
  rest: Partial<FlowDocument> = {},
): FlowDocument {
  return {
    format: 'patchbay.flow/1',
    key: 'test',
    name: 'Test',
    nodes: Object.entries({ start: ['start'] as [string], ...nodes }).map(
      ([id, [type, config = {}]]): FlowNode => ({ id, type, config }),
    ),
    edges: edges.map((text): FlowEdge => {
      const [left = '', to = ''] = text.split(' > ');
      const [from = '', ...port] = left.split('.');
      return { from, port: port.join('.') || 'next', to };
    }),
    ...rest,
  };
}

/** A conversation with the test nodes; its snapshot goes through JSON at every pause. */
export class TestConversation {
  plan: Plan;
  snapshot: Snapshot;
  events: RunEvent[] = [];
  now = '2026-11-24T12:00:00.000Z';
  locale = 'en';
  user: JsonObject = {};
  env: JsonObject = {};
  trace = false;
  elapsed: () => number = () => performance.now();
  yields = 0;
  internalErrors: unknown[] = [];
  stop = new AbortController();
  time = new AbortController();
  censor: RunContext['censor'];
  direct: Director | undefined;
  /** Where the last turn could have gone on: JSON, how much it had told by then, and how many ids it had drawn. */
  checkpoints: { json: string; told: number; ids: number }[] = [];
  onEvent: ((event: RunEvent) => void) | undefined;
  #ids = 0;

  constructor(flow: FlowDocument, subflows: FlowDocument[] = []) {
    this.plan = planOf({ flow, subflows });
    this.snapshot = initialSnapshot(this.plan.main);
  }

  get context(): RunContext {
    const { now, locale, user, env, trace } = this;
    return {
      ...{ now, user, env, trace },
      conversation: { id: 'c1', startedAt: now, channel: 'test', locale, timezone: 'Europe/Berlin' },
      newId: () => `id${++this.#ids}`,
      elapsedMs: () => this.elapsed(),
      yieldNow: () => {
        this.yields += 1;
        return new Promise((resolve) => setImmediate(resolve));
      },
      stopSignal: () => this.stop.signal,
      onInternalError: (error) => this.internalErrors.push(error),
      ...(this.censor ? { censor: this.censor } : {}),
      ...(this.direct ? { direct: this.direct } : {}),
    };
  }

  /** Runs one input and gives what was told, as short texts. */
  async turn(input: TurnInput | { kind: 'resumed'; checkpoint: Checkpoint }): Promise<string[]> {
    this.events = [];
    this.checkpoints = [];
    const before = JSON.stringify(this.snapshot);
    const given = JSON.parse(before);
    for await (const event of advance({
      plan: this.plan,
      snapshot: given,
      input,
      handlers: testHandlers,
      services: {} as Services,
      context: this.context,
      signal: this.time.signal,
    })) {
      if (this.events.at(-1)?.type === 'settled') throw new Error('told something after it had settled');
      if (event.type === 'checkpoint') {
        const json = JSON.stringify(event.checkpoint);
        this.checkpoints.push({ json, told: this.events.length, ids: this.#ids });
        continue;
      }
      this.events.push(event);
      this.onEvent?.(event);
    }
    if (JSON.stringify(given) !== before) throw new Error('the snapshot that was given is changed');
    const last = this.settled;
    this.snapshot = readSnapshot(JSON.parse(JSON.stringify(last.snapshot)));
    if (JSON.stringify(this.snapshot) !== JSON.stringify(last.snapshot))
      throw new Error('the snapshot is no plain JSON');
    return this.events.map(shortened).filter((text) => text !== '');
  }

  /** Goes on from a checkpoint, as another process would. */
  resume({ json, ids }: { json: string; ids: number }): Promise<string[]> {
    this.#ids = ids;
    return this.turn({ kind: 'resumed', checkpoint: readCheckpoint(JSON.parse(json)) });
  }

  get settled(): Extract<RunEvent, { type: 'settled' }> {
    const last = this.events.at(-1);
    if (last?.type !== 'settled') throw new Error('the turn did not settle');
    return last;
  }

  open(): Promise<string[]> {
    return this.turn({ kind: 'opened' });
  }

  say(text: string): Promise<string[]> {
    return this.turn({ kind: 'message', text, files: [] });
  }

  submit(values: JsonObject, componentId: string = this.component): Promise<string[]> {
    return this.turn({ kind: 'submit', componentId, values });
  }

  cancel(): Promise<string[]> {
    return this.turn({ kind: 'cancel', componentId: this.component });
  }

  timer(): Promise<string[]> {
    return this.turn({ kind: 'timer' });
  }

  accepts(input: TurnInput): Acceptance {
    return accept({ plan: this.plan, snapshot: this.snapshot, input, handlers: testHandlers, context: this.context });
  }

  /** The frame that runs. */
  get frame(): Frame {
    const frame = this.snapshot.frames.at(-1);
    if (!frame) throw new Error('no frame');
    return frame;
  }

  get component(): string {
    return this.snapshot.waiting?.waiting.component ?? '';
  }

  get steps(): StepTrace[] {
    return this.events.flatMap((event) => (event.type === 'step' ? [event.step] : []));
  }
}

export function planOf({
  flow,
  subflows = [],
  version = 1,
}: {
  flow: FlowDocument;
  subflows?: FlowDocument[];
  version?: number;
}): Plan {
  const compile = (document: FlowDocument) => compileFlow({ document, version, registry: testRegistry });
  return { main: compile(flow), flows: new Map(subflows.map((document) => [document.key, compile(document)])) };
}

function shortened(event: RunEvent): string {
  switch (event.type) {
    case 'message':
      return event.stopped ? `${event.text}[stopped]` : event.text;
    case 'component':
      return `<${event.id}>`;
    case 'component.closed':
      return `</${event.id}>`;
    case 'error':
      return `!${event.code}`;
    case 'conversation.closed':
      return `closed:${event.resolution}`;
    case 'conversation.reopened':
      return 'reopened';
    default:
      return '';
  }
}
