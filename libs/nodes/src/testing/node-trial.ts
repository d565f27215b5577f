import { compileTemplate, evaluateCondition, hasTemplate, renderDeep } from '@patchbay/expressions';
import {
  type Arrival,
  type HandlerContext,
  type JsonObject,
  type JsonValue,
  type NodeDefinition,
  type NodeHandler,
  productTexts,
  productTextsGerman,
  type ReplyPart,
  type ServiceName,
  type Services,
  type SubmitIssue,
  type Verdict,
} from '@patchbay/node-kit';
import { own } from '../shared/read-config.ts';

export interface TrialOptions<Config, Needs extends ServiceName> {
  definition: NodeDefinition<string, Config, Needs>;
  handler: NodeHandler<Config, Needs>;
  /** As it is in a document, templates included. */
  config: Record<string, unknown>;
  /** The same in the user's language. */
  translated?: Record<string, unknown>;
  /** What templates reach, beside what every trial has. */
  scope?: { vars?: JsonObject; user?: JsonObject; message?: JsonObject; nodes?: JsonObject; env?: JsonObject };
  /** Defaults of variables, by path. */
  defaults?: JsonObject;
  services?: Pick<Services, Needs>;
  locale?: string;
}

/** One node by itself, visited as the engine visits it: its config rendered and parsed, its state through JSON at every wait. */
export class NodeTrial<Config, Needs extends ServiceName> {
  readonly now = '2026-11-24T12:00:00.000Z';
  readonly timezone = 'Europe/Berlin';
  readonly scope: JsonObject & { vars: JsonObject };
  /** What the last visit showed. */
  parts: ReplyPart[] = [];
  logs: { level: string; text: string }[] = [];
  usages: { inputTokens: number; outputTokens: number }[] = [];
  readonly stop = new AbortController();
  /** Its abort: the turn's time is over. */
  readonly time = new AbortController();
  onPart: (part: ReplyPart) => void = () => undefined;
  readonly #options: TrialOptions<Config, Needs>;
  #waits: Extract<Verdict, { kind: 'wait' }> | undefined;
  #ids = 0;

  constructor(options: TrialOptions<Config, Needs>) {
    this.#options = options;
    const conversation = { id: 'c1', startedAt: this.now, channel: 'test', locale: this.locale, turns: 1 };
    this.scope = {
      ...{ vars: {}, user: {}, message: { text: '', files: [] }, nodes: {}, env: {} },
      ...{ now: this.now, conversation, flow: { key: 'test', version: 1 } },
      ...options.scope,
    };
  }

  get locale(): string {
    return this.#options.locale ?? 'en';
  }

  enter({ opening = false, loop }: { opening?: boolean; loop?: JsonValue } = {}): Promise<Verdict> {
    return this.#visit({ kind: 'entered', opening, loop });
  }

  say(text: string): Promise<Verdict> {
    return this.#visit({ kind: 'message', text, ...this.#kept() });
  }

  /** A submit that `check` lets through. */
  submit(values: JsonObject): Promise<Verdict> {
    const issues = this.issues(values);
    if (issues.length > 0) throw new Error(`It is refused: ${JSON.stringify(issues)}`);
    return this.#visit({ kind: 'submit', values, ...this.#kept() });
  }

  cancel(): Promise<Verdict> {
    return this.#visit({ kind: 'cancel', ...this.#kept() });
  }

  timer(): Promise<Verdict> {
    return this.#visit({ kind: 'timer', ...this.#kept() });
  }

  returned(given: { resolution: 'resolved' | 'escalated' | 'abandoned' | null; output: JsonObject }): Promise<Verdict> {
    return this.#visit({ kind: 'returned', ...given });
  }

  /** What `check` has against a submit. */
  issues(values: JsonObject): SubmitIssue[] {
    const { state } = this.#kept();
    const { config, untranslated } = this.#configs();
    const { now, timezone } = this;
    const text = this.#text;
    return this.#options.handler.check?.({ config, untranslated, values, state, now, timezone, text }) ?? [];
  }

  /** The same, as `path: code`. */
  refusals(values: JsonObject): string[] {
    return this.issues(values).map(({ path, code }) => `${path}: ${code}`);
  }

  /** The messages of the last visit. */
  get said(): string[] {
    return this.parts.flatMap((part) => (part.type === 'message' ? [part.text] : []));
  }

  /** Spec and kind of the component that the last visit drew. */
  get drawn(): (JsonObject & { kind: string }) | undefined {
    return this.parts.flatMap((part) => (part.type === 'component' ? [{ ...part.spec, kind: part.kind }] : []))[0];
  }

  /** Ids of the components that the last visit closed. */
  get closed(): string[] {
    return this.parts.flatMap((part) => (part.type === 'component.closed' ? [part.id] : []));
  }

  /** The component that is open. */
  get open(): string | undefined {
    return this.#waits?.waiting.component;
  }

  async #visit(arrival: Arrival): Promise<Verdict> {
    this.parts = [];
    const verdict: Verdict = await this.#options.handler.run(this.#context(arrival));
    this.#waits = verdict.kind === 'wait' ? JSON.parse(JSON.stringify(verdict)) : undefined;
    return verdict;
  }

  #kept() {
    if (!this.#waits) throw new Error('The node does not wait.');
    return { waiting: this.#waits.waiting, state: this.#waits.state };
  }

  #context(arrival: Arrival): HandlerContext<Config, Needs> {
    const { services = {}, defaults = {} } = this.#options;
    const { now, timezone, locale, scope } = this;
    return {
      ...this.#configs(),
      ...{ nodeId: 'node', arrival, scope, now, timezone, locale, effectKey: 'c1:1:node', text: this.#text },
      vars: scope.vars,
      services: services as Pick<Services, Needs>,
      signal: this.time.signal,
      writingSignal: AbortSignal.any([this.time.signal, this.stop.signal]),
      defaultOf: (path) => own(defaults, path),
      render: (value, overlay) => this.#render(value, overlay?.vars),
      holds: (condition) => evaluateCondition({ condition, render: (value) => this.#render(value) }),
      newId: () => `id${++this.#ids}`,
      emit: (part) => {
        this.parts.push(part);
        this.onPart(part);
      },
      log: (entry) => void this.logs.push(entry),
      usage: ({ inputTokens, outputTokens }) => void this.usages.push({ inputTokens, outputTokens }),
    };
  }

  #configs(): { config: Config; untranslated: Config } {
    const { config, translated = config } = this.#options;
    return { config: this.#parsed(translated), untranslated: this.#parsed(config) };
  }

  #parsed(config: Record<string, unknown>): Config {
    const { definition } = this.#options;
    const entries = Object.entries(config).map(([key, value]) => [
      key,
      definition.raw.includes(key) ? value : this.#render(value),
    ]);
    return definition.config.parse(Object.fromEntries(entries));
  }

  #render(value: unknown, vars = this.scope.vars): unknown {
    const { now, timezone, locale } = this;
    const scope = { ...this.scope, vars };
    const render = (source: string) =>
      hasTemplate(source) ? compileTemplate(source).render({ scope, now, timezone, locale }) : source;
    return renderDeep({ value, render });
  }

  readonly #text: HandlerContext<Config, Needs>['text'] = (key, values = {}) => {
    const texts = this.locale.startsWith('de') ? productTextsGerman : productTexts;
    return texts[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  };
}
