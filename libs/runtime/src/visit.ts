import {
  compileTemplate,
  evaluateCondition,
  hasTemplate,
  PatternError,
  renderDeep,
  TemplateError,
} from '@patchbay/expressions';
import {
  type Arrival,
  type HandlerContext,
  type JsonObject,
  NodeError,
  type ReplyPart,
  type ServiceName,
  type Services,
} from '@patchbay/node-kit';
import type { CompiledFlow, CompiledNode, ConfigVariant } from './compile-flow.ts';
import { productText } from './product-text.ts';
import type { RunContext } from './run-context.ts';
import type { Frame, Snapshot } from './snapshot.ts';
import { languageOf } from './translated-config.ts';

export interface Visit {
  flow: CompiledFlow;
  frame: Frame;
  node: CompiledNode;
  snapshot: Snapshot;
  context: RunContext;
}

export interface VisitSinks {
  emit(part: ReplyPart): void;
  log(entry: { level: string; text: string }): void;
  usage(entry: { connection: string; model: string; inputTokens: number; outputTokens: number }): void;
}

/** What templates of a frame can reach. The variables and results are those of the frame itself, so it sees every change. */
export function scopeOf({ flow, frame, snapshot, context }: Omit<Visit, 'node'>): JsonObject {
  return {
    vars: frame.vars,
    user: context.user,
    message: snapshot.message,
    nodes: frame.nodes,
    now: context.now,
    conversation: { ...context.conversation, turns: snapshot.turns },
    flow: { key: flow.key, version: flow.version },
    env: context.env,
  };
}

/** The config of a node in the conversation's language, rendered and parsed. Throws `NodeError` `template.*` or `config.invalid`. */
export function renderedConfig({
  visit,
  scope,
  translated,
}: {
  visit: Visit;
  scope: JsonObject;
  translated: boolean;
}): unknown {
  const { node, context } = visit;
  const { definition } = node;
  if (!definition)
    throw new NodeError({
      code: 'node.unknown_type',
      message: `This release does not know nodes of type "${node.type}".`,
      fault: 'user',
    });
  const variant: ConfigVariant =
    (translated ? languageOf(node.translations, context.conversation.locale) : undefined) ?? node.config;
  if (variant.parsed) return variant.parsed.config;
  const rendered: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(variant.source))
    rendered[key] = definition.raw.includes(key) ? value : render({ value, scope, context });
  const result = definition.config.safeParse(rendered);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  throw new NodeError({
    code: 'config.invalid',
    message: `${path ? `"${path}": ` : ''}${issue?.message ?? 'The config is not valid.'}`,
    fault: 'user',
    details: { path },
  });
}

export function render({ value, scope, context }: { value: unknown; scope: JsonObject; context: RunContext }): unknown {
  const input = { scope, now: context.now, timezone: context.conversation.timezone };
  try {
    return renderDeep({
      value,
      render: (source) => (hasTemplate(source) ? compileTemplate(source).render(input) : source),
    });
  } catch (error) {
    if (error instanceof TemplateError)
      throw new NodeError({ code: error.code, message: error.message, fault: 'user' });
    throw error;
  }
}

/** What a handler is given for one visit. Dear parts are made when they are asked for. */
export function handlerContext(options: {
  visit: Visit;
  scope: JsonObject;
  config: unknown;
  arrival: Arrival;
  effectKey: string;
  services: Services;
  signal: AbortSignal;
  sinks: VisitSinks;
}): HandlerContext<unknown, ServiceName> {
  const { visit, scope, sinks } = options;
  const { context, frame, flow, node } = visit;
  const renderWith = (value: unknown, overlay?: { vars?: JsonObject }) =>
    render({ value, scope: overlay?.vars ? { ...scope, vars: overlay.vars } : scope, context });
  return {
    nodeId: node.id,
    config: options.config,
    arrival: options.arrival,
    vars: frame.vars,
    scope,
    render: renderWith,
    holds(condition) {
      try {
        return evaluateCondition({ condition, render: (value) => renderWith(value) });
      } catch (error) {
        if (error instanceof PatternError)
          throw new NodeError({ code: error.code, message: error.message, fault: 'user' });
        throw error;
      }
    },
    services: options.services,
    emit: sinks.emit,
    log: sinks.log,
    usage: sinks.usage,
    get signal() {
      return AbortSignal.any([options.signal, context.stopSignal()]);
    },
    now: context.now,
    locale: context.conversation.locale,
    timezone: context.conversation.timezone,
    newId: context.newId,
    effectKey: options.effectKey,
    text: (key, values) =>
      productText({ flow, locale: context.conversation.locale, key, ...(values ? { values } : {}) }),
    defaultOf: (path) => flow.defaults[path],
    get untranslated() {
      if (languageOf(node.translations, context.conversation.locale) === undefined) return options.config;
      return renderedConfig({ visit, scope, translated: false });
    },
  };
}
