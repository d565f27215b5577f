import { type FlowDocument, type UploadSettings, uploadSettings } from '@patchbay/flow-spec';
import type { JsonObject, JsonValue, NodeRegistry } from '@patchbay/node-kit';
import { type CompiledNode, compileNode } from './compile-node.ts';
import { type FlowSetting, onErrorOf, onStuckOf } from './flow-setting.ts';
import { type TextOverrides, textOverrides } from './product-text.ts';
import { translationsByNode } from './translated-config.ts';

/** A flow made ready to run: immutable, shared by all its conversations. Looking up a node or an edge costs the same in a flow of ten and of thousands. */
export interface CompiledFlow {
  key: string;
  /** Null for a draft. */
  version: number | null;
  start: CompiledNode | undefined;
  node(id: string): CompiledNode | undefined;
  edge(from: string, port: string): string | undefined;
  maxStepsPerTurn: number;
  /** Undefined where the flow sets none: the bottom flow then apologises, a called one fails its caller's node. */
  onError: FlowSetting | undefined;
  /** Undefined where the flow sets none: a stuck path then ends. */
  onStuck: FlowSetting | undefined;
  /** Declared defaults; a variable without one begins empty, as an undeclared one does. */
  defaults: JsonObject;
  /** Keys of variables that a caller may give. */
  inputs: ReadonlySet<string>;
  texts: TextOverrides;
  /** Tokens that models may take in a conversation and in a day; undefined where the flow says nothing of it. */
  budget: FlowBudget;
  /** What users may send along. */
  uploads: UploadSettings;
}

export interface FlowBudget {
  conversationTokens?: number;
  dailyTokens?: number;
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
  const { key, variables = [], settings = {} } = document;
  const translations = translationsByNode(document.translations);
  // A node is compiled when it is first reached: a flow of thousands starts at once.
  const sources = new Map(document.nodes.map((node) => [node.id, node]));
  const compiled = new Map<string, CompiledNode>();
  const node = (id: string): CompiledNode | undefined => {
    const known = compiled.get(id);
    if (known) return known;
    const source = sources.get(id);
    if (!source) return undefined;
    const made = compileNode({ node: source, registry, translations });
    compiled.set(id, made);
    return made;
  };
  const edges = new Map(document.edges.map((edge) => [`${edge.from}\n${edge.port}`, edge.to]));
  const start = document.nodes.find((one) => one.type === 'start');
  const steps = settings.maxStepsPerTurn;
  return {
    key,
    version,
    start: start && node(start.id),
    node,
    edge: (from, port) => edges.get(`${from}\n${port}`),
    maxStepsPerTurn: typeof steps === 'number' && Number.isInteger(steps) ? Math.max(1, steps) : DEFAULT_STEPS,
    onError: onErrorOf(settings.onError),
    onStuck: onStuckOf(settings.onStuck),
    defaults: Object.fromEntries(
      variables.flatMap((variable): [string, JsonValue][] =>
        variable.default === undefined ? [] : [[variable.key, jsonOf(variable.default)]],
      ),
    ),
    inputs: new Set(variables.filter((variable) => variable.input === true).map((variable) => variable.key)),
    texts: textOverrides(settings.texts),
    budget: budgetOf(settings.budget),
    // A faulty setting was refused by publish.
    uploads: uploadSettings(settings) ?? { maxBytes: 0, kinds: [] },
  };
}

function budgetOf(budget: unknown): FlowBudget {
  const { conversationTokens, dailyTokens }: Record<string, unknown> =
    typeof budget === 'object' && budget !== null ? { ...budget } : {};
  return {
    ...(typeof conversationTokens === 'number' ? { conversationTokens } : {}),
    ...(typeof dailyTokens === 'number' ? { dailyTokens } : {}),
  };
}

function jsonOf(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value) ?? 'null');
}
