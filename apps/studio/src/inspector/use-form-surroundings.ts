import { useTexts } from '@patchbay/texts';
import { FILTERS } from '@patchbay/expressions';
import { type FlowDocument, type FlowNode, knownNames, savedVariables, type VariableType } from '@patchbay/flow-spec';
import type { FormContextValue, Suggestion } from '@patchbay/node-form';
import type { OutputShape } from '@patchbay/node-kit';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { client } from '../api/session.tsx';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import type { EditorState } from '../editor/editor-store.ts';
import { pageNonce } from '../nonce.ts';

const always = [
  { path: 'message.text', detail: 'whatTheUserWrote' },
  { path: 'user.name', detail: 'nameOfUser' },
  { path: 'user.email', detail: 'emailOfUser' },
  { path: 'now', detail: 'theTime' },
  { path: 'conversation.id', detail: 'idOfConversation' },
  { path: 'conversation.locale', detail: 'languageOfUser' },
  { path: 'conversation.turns', detail: 'howOftenWritten' },
] as const;

/** What a form offers at a node: variables, results of other nodes, filters, connections, flows. */
export function useFormSurroundings({
  nodeId,
  newConnection,
}: {
  nodeId: string;
  newConnection: FormContextValue['newConnection'];
}): FormContextValue {
  const t = useTexts('inspector');
  const { readOnly } = useEditorCore();
  const tested = useEditorState((state) => state.path.given.get(nodeId));
  const pick = useMemo(() => lastWithNames({ nodeId, t }), [nodeId, t]);
  // What is offered may come a moment after what is typed: with a thousand nodes there is much of it.
  const document = useDeferredValue(useEditorState(pick));
  const connections = useQuery({
    queryKey: ['connections'],
    queryFn: async () => (await client.call('listConnections')).data.connections,
    staleTime: 30_000,
    retry: false,
  });
  const flows = useQuery({ queryKey: ['flows'], queryFn: async () => (await client.call('listFlows')).data.flows });
  const variables = useQuery({
    queryKey: ['variables'],
    queryFn: async () => (await client.call('listVariables')).data.variables,
    staleTime: 30_000,
    retry: false,
  });
  return useMemo(() => {
    const known = [...knownNames({ document, types: nodeRegistry }).variables].sort();
    const declared = new Map((document.variables ?? []).map((variable) => [variable.key, variable]));
    const results = document.nodes.flatMap((node) => (node.id === nodeId ? [] : suggestionsOf({ node, t }).results));
    const saved = document.nodes.flatMap((node) => suggestionsOf({ node, t }).saved);
    const suggestions: Suggestion[] = [
      ...known.map((key) => ({
        path: `vars.${key}`,
        ...shapeOfVariable(declared.get(key)?.type),
        detail:
          declared.get(key)?.description ||
          (declared.has(key) ? t('variableOfType', { type: declared.get(key)?.type ?? '' }) : t('variable')),
      })),
      ...saved,
      ...always.map((one) => ({ path: one.path, detail: t(one.detail) })),
      ...results,
      ...(variables.data ?? []).map((variable) => ({ path: `env.${variable.key}`, detail: t('workspaceVariable') })),
    ];
    return {
      suggestions,
      filters: FILTERS,
      variables: known,
      connections: connections.data ?? [],
      newConnection,
      flows: (flows.data ?? []).filter((flow) => flow.key !== document.key).map(({ key, name }) => ({ key, name })),
      tested,
      readOnly,
      nonce: pageNonce(),
    };
  }, [document, nodeId, newConnection, connections.data, flows.data, variables.data, readOnly, tested, t]);
}

/** Picks the document, or the one before while nothing in it has changed that a form at the node offers: what is typed there seldom does. */
function lastWithNames({ nodeId, t }: { nodeId: string; t: Say }): (state: EditorState) => FlowDocument {
  let last: FlowDocument | undefined;
  const same = (before: FlowNode, after: FlowNode | undefined) =>
    before === after || (after?.id === nodeId && before.id === nodeId && names(before) === names(after));
  const names = (node: FlowNode) =>
    JSON.stringify([
      savedVariables({ type: nodeRegistry.get(node.type), config: node.config ?? {} }),
      suggestionsOf({ node, t }).saved,
    ]);
  return ({ document }) => {
    const isLast =
      last?.variables === document.variables &&
      last?.nodes.length === document.nodes.length &&
      last.nodes.every((node, index) => same(node, document.nodes[index]));
    if (!isLast || !last) last = document;
    return last;
  };
}

function shapeOfVariable(type: VariableType | undefined): { shape?: OutputShape } {
  if (type === undefined) return {};
  return { shape: type === 'string' ? 'text' : type };
}

type Say = ReturnType<typeof useTexts<'inspector'>>;
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
    const title = node.label ?? definition.title;
    if (shape !== 'any')
      made.results.push(...pathsOf({ path: `nodes.${node.id}`, shape, detail: t('resultOf', { title }) }));
    if (definition.outlets(config).some((outlet) => outlet.id === 'error'))
      made.results.push({ path: `nodes.${node.id}.error.code`, detail: t('whyFailed', { title }) });
    if (typeof config.saveAs === 'string' && typeof shape === 'object')
      made.saved.push(...pathsOf({ path: `vars.${config.saveAs}`, shape, detail: t('savedBy', { title }) }));
  }
  offered.set(node, made);
  return made;
}

function pathsOf({ path, shape, detail }: { path: string; shape: OutputShape; detail: string }): Suggestion[] {
  if (typeof shape !== 'object') return [{ path, detail, shape }];
  return [
    { path, detail, shape },
    ...Object.entries(shape).flatMap(([key, inner]) => pathsOf({ path: `${path}.${key}`, shape: inner, detail })),
  ];
}
