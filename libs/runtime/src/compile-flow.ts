import { compileTemplate, hasTemplate } from '@patchbay/expressions';
import type { FlowDocument, FlowNode } from '@patchbay/flow-spec';
import type { JsonObject, JsonValue, NodeDefinition, NodeRegistry, Outlet } from '@patchbay/node-kit';
import { translatedConfigs } from './translated-config.ts';

/** A flow made ready to run: immutable, shared by all its conversations. Looking up a node or an edge costs the same in a flow of ten and of thousands. */
export interface CompiledFlow {
  key: string;
  version: number | null;
  start: CompiledNode | undefined;
  node(id: string): CompiledNode | undefined;
  edge(from: string, port: string): string | undefined;
  maxStepsPerTurn: number;
  /** Undefined where the flow sets none: the bottom flow then apologises, a called one fails its caller's node. */
  onError: FlowSetting | undefined;
  onStuck: FlowSetting | undefined;
  /** Declared defaults; a variable without one begins empty. */
  defaults: JsonObject;
  /** Keys of variables that a caller may give. */
  inputs: ReadonlySet<string>;
  texts: NonNullable<NonNullable<FlowDocument['settings']>['texts']>;
}

export type FlowSetting = { kind: 'apologise' } | { kind: 'repeat' } | { kind: 'goto'; node: string };

export interface CompiledNode {
  id: string;
  type: string;
  /** Undefined for a type that this release does not know: it fails when it is reached. */
  definition: NodeDefinition | undefined;
  outlets: ReadonlyMap<string, Outlet>;
  config: ConfigVariant;
  /** Configs with their texts in another language, by language; those of `config` where there is none. */
  translations: ReadonlyMap<string, ConfigVariant>;
}

/** A config with what is known of it before it runs. */
export interface ConfigVariant {
  source: Record<string, unknown>;
  /** Parsed once, when nothing in it changes from render to render. */
  parsed: { config: unknown } | undefined;
}

const DEFAULT_STEPS = 100;

/** Compiles a document that was let in. Faulty nodes compile too: they fail when they are reached. */
export function compileFlow({
  document,
  version,
  registry,
}: {
  document: FlowDocument;
  version: number | null;
  registry: NodeRegistry;
}): CompiledFlow {
  const nodes = new Map(document.nodes.map((node) => [node.id, lazyNode({ node, document, registry })]));
  const edges = new Map(document.edges.map((edge) => [`${edge.from}\n${edge.port}`, edge.to]));
  const start = document.nodes.find((node) => node.type === 'start');
  const settings = document.settings ?? {};
  const defaults: JsonObject = {};
  for (const variable of document.variables ?? [])
    if (variable.default !== undefined) defaults[variable.key] = jsonOf(variable.default);
  return {
    key: document.key,
    version,
    start: start && nodes.get(start.id)?.(),
    node: (id) => nodes.get(id)?.(),
    edge: (from, port) => edges.get(`${from}\n${port}`),
    maxStepsPerTurn: Number.isInteger(settings.maxStepsPerTurn)
      ? Math.max(1, Number(settings.maxStepsPerTurn))
      : DEFAULT_STEPS,
    onError:
      settings.onError === 'apologise' || settings.onError === 'handoff'
        ? { kind: 'apologise' }
        : settingOf(settings.onError),
    onStuck: settings.onStuck === 'repeat' ? { kind: 'repeat' } : settingOf(settings.onStuck),
    defaults,
    inputs: new Set((document.variables ?? []).filter((variable) => variable.input).map((variable) => variable.key)),
    texts: typeof settings.texts === 'object' && settings.texts !== null ? settings.texts : {},
  };
}

function settingOf(value: unknown): FlowSetting | undefined {
  if (typeof value === 'object' && value !== null && 'goto' in value && typeof value.goto === 'string')
    return { kind: 'goto', node: value.goto };
  return undefined;
}

// A node is compiled when it is first reached: a flow of thousands starts at once.
function lazyNode({
  node,
  document,
  registry,
}: {
  node: FlowNode;
  document: FlowDocument;
  registry: NodeRegistry;
}): () => CompiledNode {
  let compiled: CompiledNode | undefined;
  return () => {
    compiled ??= compileNode({ node, document, registry });
    return compiled;
  };
}

function compileNode({
  node,
  document,
  registry,
}: {
  node: FlowNode;
  document: FlowDocument;
  registry: NodeRegistry;
}): CompiledNode {
  const definition = registry.get(node.type);
  const source = node.config ?? {};
  const variant = (config: Record<string, unknown>): ConfigVariant => ({
    source: config,
    parsed: definition ? parseConstant({ definition, config }) : undefined,
  });
  const translations = new Map<string, ConfigVariant>();
  if (definition) {
    for (const [language, config] of translatedConfigs({
      node: node.id,
      config: source,
      definition,
      translations: document.translations,
    }))
      translations.set(language, variant(config));
  }
  const outlets = definition ? definition.outlets(source) : [];
  return {
    id: node.id,
    type: node.type,
    definition,
    outlets: new Map(outlets.map((outlet) => [outlet.id, outlet])),
    config: variant(source),
    translations,
  };
}

function parseConstant({
  definition,
  config,
}: {
  definition: NodeDefinition;
  config: Record<string, unknown>;
}): ConfigVariant['parsed'] {
  for (const [key, value] of Object.entries(config))
    if (!definition.raw.includes(key) && holdsTemplate(value)) return undefined;
  const result = definition.config.safeParse(config);
  return result.success ? { config: result.data } : undefined;
}

function holdsTemplate(value: unknown): boolean {
  if (typeof value === 'string') {
    if (!hasTemplate(value)) return false;
    // Compiled now, so that the first visit does not pay for it; what does not parse fails when it runs.
    try {
      compileTemplate(value);
    } catch {
      return true;
    }
    return true;
  }
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsTemplate);
}

function jsonOf(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value) ?? 'null');
}
