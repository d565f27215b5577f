import type { FlowDocument } from '@patchbay/flow-spec';
import { type JsonObject, NodeError, type Services } from '@patchbay/node-kit';
import { nodeRegistry } from '@patchbay/nodes';
import { nodeHandlers } from '@patchbay/nodes/handlers';
import {
  accept,
  advance,
  compileFlow,
  initialSnapshot,
  type Plan,
  readSnapshot,
  type RunContext,
  type RunEvent,
  type Snapshot,
  type TurnInput,
} from '@patchbay/runtime';

/** A conversation with real nodes and the real engine, for tests: the snapshot goes through JSON at every pause. */
export class ConversationHarness {
  readonly plan: Plan;
  snapshot: Snapshot;
  now = '2026-11-24T12:00:00.000Z';
  locale = 'en';
  env: JsonObject = {};
  events: RunEvent[] = [];
  stop = new AbortController();
  onEvent: ((event: RunEvent) => void) | undefined;
  #ids = 0;
  readonly #services: Services;

  constructor(options: { flow: FlowDocument; subflows?: FlowDocument[]; services?: Partial<Services> }) {
    const compile = (document: FlowDocument) => compileFlow({ document, version: 1, registry: nodeRegistry });
    this.plan = {
      main: compile(options.flow),
      flows: new Map((options.subflows ?? []).map((flow) => [flow.key, compile(flow)])),
    };
    this.snapshot = initialSnapshot(this.plan.main);
    this.#services = { ...unavailable, ...options.services };
  }

  get context(): RunContext {
    return {
      now: this.now,
      conversation: { id: 'c1', startedAt: this.now, channel: 'test', locale: this.locale, timezone: 'Europe/Berlin' },
      user: {},
      env: this.env,
      newId: () => `id${++this.#ids}`,
      elapsedMs: () => performance.now(),
      yieldNow: () => new Promise((resolve) => setImmediate(resolve)),
      stopSignal: () => this.stop.signal,
      trace: false,
    };
  }

  accepts(input: TurnInput) {
    return accept({ plan: this.plan, snapshot: this.snapshot, input, handlers: nodeHandlers, context: this.context });
  }

  /** Runs one input and gives what was said, as short texts. */
  async turn(input: TurnInput): Promise<string[]> {
    this.events = [];
    for await (const event of advance({
      plan: this.plan,
      snapshot: this.snapshot,
      input,
      handlers: nodeHandlers,
      services: this.#services,
      context: this.context,
      signal: AbortSignal.timeout(60_000),
    })) {
      this.events.push(event);
      this.onEvent?.(event);
    }
    const last = this.events.at(-1);
    if (last?.type !== 'settled') throw new Error('the turn did not settle');
    this.snapshot = readSnapshot(JSON.parse(JSON.stringify(last.snapshot)));
    return this.events.map(shortened).filter((text) => text !== '');
  }

  say(text: string): Promise<string[]> {
    return this.turn({ kind: 'message', text, files: [] });
  }

  open(): Promise<string[]> {
    return this.turn({ kind: 'opened' });
  }

  /** A submit that is let in; what is wrong with it, where it is not. */
  async submit(values: JsonObject): Promise<string[]> {
    const input: TurnInput = { kind: 'submit', componentId: this.component, values };
    const accepted = this.accepts(input);
    if (accepted.ok) return this.turn(input);
    return accepted.code === 'not_open' ? ['not open'] : accepted.issues.map(({ path, code }) => `${path}: ${code}`);
  }

  cancel(): Promise<string[]> {
    return this.turn({ kind: 'cancel', componentId: this.component });
  }

  get component(): string {
    return this.snapshot.waiting?.waiting.component ?? '';
  }

  /** The specs of the components that the last turn drew. */
  get drawn(): JsonObject[] {
    return this.events.flatMap((event) => (event.type === 'component' ? [event.spec] : []));
  }

  get vars(): JsonObject {
    return this.snapshot.frames.at(-1)?.vars ?? {};
  }
}

function shortened(event: RunEvent): string {
  switch (event.type) {
    case 'message':
      return event.stopped ? `${event.text} [stopped]` : event.text;
    case 'component':
      return `<${event.kind}>`;
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

const missing = (name: string) => () => {
  throw new NodeError({ code: `${name}.unavailable`, message: `no ${name} in this test` });
};

const unavailable: Services = {
  model: { stream: missing('model') },
  http: { request: missing('http') },
  script: { run: missing('script') },
  history: { last: async () => [] },
};
