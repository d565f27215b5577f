import {
  type FlowDocument,
  type FlowNode,
  isRecord,
  knownNames,
  savedVariables,
  type VariableType,
} from '@patchbay/flow-spec';
import type { Suggestion } from '@patchbay/node-form';
import { namesOf } from '@patchbay/node-form/named-items';
import { formFields, type NodeDefinition, type OutputShape } from '@patchbay/node-kit';
import type { useTexts } from '@patchbay/texts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { nearestFirst } from './nearest-first.ts';

const always = [
  { path: 'message.text', detail: 'whatTheUserWrote' },
  { path: 'user.name', detail: 'nameOfUser' },
  { path: 'user.email', detail: 'emailOfUser' },
  { path: 'now', detail: 'theTime' },
  { path: 'conversation.id', detail: 'idOfConversation' },
  { path: 'conversation.locale', detail: 'languageOfUser' },
  { path: 'conversation.turns', detail: 'howOftenWritten' },
] as const;

/** Characters of what a node says that it does, where a value is said to be of it. */
const MOST_OF_TITLE = 50;
const NONE: ReadonlyMap<string, string> = new Map();

export type Say = ReturnType<typeof useTexts<'inspector'>>;

interface Options {
  document: FlowDocument;
  nodeId: string;
  /** Keys of variables of the workspace. */
  workspace: readonly string[];
  t: Say;
}

/** What a template at a node can name, each path once: what nodes before it save and give comes first, the nearest of them foremost. */
export function suggestionsAt({ document, nodeId, workspace, t }: Options): Suggestion[] {
  const { upstream, others } = nearestFirst({ document, nodeId });
  const saved = [...upstream, ...document.nodes].flatMap((node) => suggestionsOf({ node, t }).saved);
  const declared = new Map((document.variables ?? []).map((variable) => [variable.key, variable]));
  const known = [...knownNames({ document, types: nodeRegistry }).variables].sort();
  const before = upstream.flatMap(savedBy);
  const variables = [...new Set([...before, ...known])].map((key): Suggestion => {
    const path = `vars.${key}`;
    const variable = declared.get(key);
    if (!variable) return saved.find((one) => one.path === path) ?? { path, detail: t('variable') };
    const detail = variable.description || t('variableOfType', { type: t(`type_${variable.type}`) });
    return { path, ...shapeOfVariable(variable.type), detail };
  });
  const all = [
    ...variables,
    ...saved,
    ...upstream.flatMap((node) => suggestionsOf({ node, t }).results),
    ...always.map((one) => ({ path: one.path, detail: t(one.detail) })),
    ...others.flatMap((node) => suggestionsOf({ node, t }).results),
    ...workspace.map((key) => ({ path: `env.${key}`, detail: t('workspaceVariable') })),
  ];
  const seen = new Set<string>();
  return all.filter(({ path }) => !seen.has(path) && seen.add(path));
}

/** What others are offered of a node's doing, as a text to compare: it changes where that does. */
export function offerOf({ node, t }: { node: FlowNode; t: Say }): string {
  return JSON.stringify([savedBy(node), suggestionsOf({ node, t }).saved.map((one) => [one.path, one.shape])]);
}

/** Variables that a node saves into. */
export function savedBy(node: FlowNode): string[] {
  return savedVariables({ type: nodeRegistry.get(node.type), config: node.config ?? {} });
}

function shapeOfVariable(type: VariableType): { shape: OutputShape } {
  return { shape: type === 'string' ? 'text' : type };
}

const offered = new WeakMap<FlowNode, { t: Say; results: Suggestion[]; saved: Suggestion[] }>();

/** What a node has for others to read: its result, and what it saves. Worked out once for each. */
function suggestionsOf({ node, t }: { node: FlowNode; t: Say }): { results: Suggestion[]; saved: Suggestion[] } {
  const known = offered.get(node);
  if (known && known.t === t) return known;
  const made: { t: Say; results: Suggestion[]; saved: Suggestion[] } = { t, results: [], saved: [] };
  const definition = nodeRegistry.get(node.type);
  if (definition) {
    const config = node.config ?? {};
    const shape = typeof definition.output === 'function' ? definition.output(config) : definition.output;
    const { saveAs } = config;
    const saves = typeof saveAs === 'string' && saveAs !== '';
    const fails = definition.outlets(config).some((outlet) => outlet.id === 'error');
    // Most nodes of a large flow have nothing to offer, and need no name for it.
    if (shape !== 'any' || saves || fails) {
      const title = titleOf({ node, definition, t });
      const labels = labelsIn({ definition, config });
      if (shape !== 'any')
        made.results.push(...pathsOf({ path: `nodes.${node.id}`, shape, detail: t('resultOf', { title }), labels }));
      if (fails) made.results.push({ path: `nodes.${node.id}.error.code`, detail: t('whyFailed', { title }) });
      if (saves)
        made.saved.push(...pathsOf({ path: `vars.${saveAs}`, shape, detail: t('savedBy', { title }), labels }));
    }
  }
  offered.set(node, made);
  return made;
}

/** What a node is called: its own label, else what it is, and how it says what it does. */
function titleOf({ node, definition, t }: { node: FlowNode; definition: NodeDefinition; t: Say }): string {
  if (node.label !== undefined) return node.label;
  const summary = definition.summary(node.config ?? {});
  return summary === '' ? definition.title : t('nodeThatSays', { title: definition.title, said: beginningOf(summary) });
}

function beginningOf(text: string): string {
  return text.length > MOST_OF_TITLE ? `${text.slice(0, MOST_OF_TITLE - 1).trimEnd()}…` : text;
}

/** What people call the parts of a node's result that its lists name, by name: the labels of a form's fields. */
function labelsIn({
  definition,
  config,
}: {
  definition: NodeDefinition;
  config: Record<string, unknown>;
}): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { key, names } of namedLists(definition)) {
    const items = config[key];
    for (const item of Array.isArray(items) ? items : []) {
      if (!isRecord(item)) continue;
      const [name, label] = [item[names.name], item[names.title]];
      if (typeof name === 'string' && typeof label === 'string' && label.trim() !== '') found.set(name, label.trim());
    }
  }
  return found;
}

const namedListsOf = new Map<string, { key: string; names: NonNullable<ReturnType<typeof namesOf>> }[]>();

function namedLists(definition: NodeDefinition) {
  const known = namedListsOf.get(definition.type);
  if (known) return known;
  const found = formFields(definition).flatMap((field) => {
    const names = field.widget === 'list' ? namesOf(field) : undefined;
    return names ? [{ key: field.key, names }] : [];
  });
  namedListsOf.set(definition.type, found);
  return found;
}

interface Paths {
  path: string;
  shape: OutputShape;
  detail: string;
  labels: ReadonlyMap<string, string>;
}

function pathsOf({ path, shape, detail, labels }: Paths): Suggestion[] {
  if (typeof shape !== 'object') return [{ path, detail, shape }];
  return [
    { path, detail, shape },
    ...Object.entries(shape).flatMap(([key, inner]) => {
      const label = labels.get(key);
      const parts = pathsOf({ path: `${path}.${key}`, shape: inner, detail, labels: NONE });
      return label === undefined ? parts : parts.map((part) => ({ ...part, label, detail: `${label} · ${detail}` }));
    }),
  ];
}
