import { evaluateCondition } from '@patchbay/expressions';
import { type Arrival, type HandlerContext, type ReplyPart, type ServiceName, type Services } from '@patchbay/node-kit';
import { valueAtPath } from './assign-path.ts';
import { nodeErrorOf } from './node-error-of.ts';
import { productText } from './product-text.ts';
import { renderedValue, untranslatedConfig } from './rendered-config.ts';
import { languageOf } from './translated-config.ts';
import type { Visit } from './visit.ts';

/** Where what a handler tells goes. */
export interface VisitSinks {
  emit(part: ReplyPart): void;
  log(entry: { level: string; text: string }): void;
  usage(entry: { connection: string; model: string; inputTokens: number; outputTokens: number }): void;
}

/** What a handler is given for one visit. Dear parts are made when they are asked for. */
export function handlerContext(options: {
  visit: Visit;
  config: unknown;
  arrival: Arrival;
  effectKey: string;
  services: Services;
  signal: AbortSignal;
  sinks: VisitSinks;
  newId(): string;
}): HandlerContext<unknown, ServiceName> {
  const { visit, config, arrival, effectKey, services, sinks } = options;
  const { context, frame, flow, node, scope } = visit;
  const { locale, timezone } = context.conversation;
  let writingSignal: AbortSignal | undefined;
  return {
    nodeId: node.id,
    config,
    arrival,
    vars: frame.vars,
    scope,
    render: (value, overlay) => renderedValue(visit, { value, vars: overlay?.vars }),
    holds(condition) {
      try {
        return evaluateCondition({ condition, render: (value) => renderedValue(visit, { value }) });
      } catch (error) {
        throw nodeErrorOf(error) ?? error;
      }
    },
    services,
    emit: sinks.emit,
    log: sinks.log,
    usage: sinks.usage,
    signal: options.signal,
    get writingSignal() {
      writingSignal ??= AbortSignal.any([options.signal, context.stopSignal()]);
      return writingSignal;
    },
    now: context.now,
    locale,
    timezone,
    newId: options.newId,
    effectKey,
    text: (key, values) => productText({ overrides: flow.texts, locale, key, ...(values ? { values } : {}) }),
    defaultOf: (path) => valueAtPath({ source: flow.defaults, path }),
    get untranslated() {
      return languageOf(node.translations, locale) === undefined ? config : untranslatedConfig(visit);
    },
  };
}
