import { FILTERS } from '@patchbay/expressions';
import { knownNames } from '@patchbay/flow-spec';
import type { FormContextValue, Suggestion } from '@patchbay/node-form';
import type { OutputShape } from '@patchbay/node-kit';
import { nodeRegistry } from '@patchbay/nodes';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client } from '../api/session.tsx';
import { useEditor, useEditorState } from '../editor/editor-context.ts';
import { pageNonce } from '../nonce.ts';

const always: Suggestion[] = [
  { path: 'message.text', detail: 'What the user wrote last' },
  { path: 'user.name', detail: 'Name of the signed-in user, when it is known' },
  { path: 'user.email', detail: 'E-mail of the signed-in user, when it is known' },
  { path: 'now', detail: 'The time, UTC' },
  { path: 'conversation.id', detail: 'Id of this conversation' },
  { path: 'conversation.locale', detail: 'Language of the user' },
  { path: 'conversation.turns', detail: 'How often the user has written' },
];

/** What a form offers at a node: variables, results of other nodes, filters, connections, flows. */
export function useFormSurroundings({ nodeId }: { nodeId: string }): FormContextValue {
  const { readOnly, path } = useEditor();
  const tested = path.given.get(nodeId);
  const document = useEditorState((state) => state.document);
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
    const results = document.nodes.flatMap((node): Suggestion[] => {
      if (node.id === nodeId) return [];
      const definition = nodeRegistry.get(node.type);
      if (!definition) return [];
      const config = node.config ?? {};
      const shape = typeof definition.output === 'function' ? definition.output(config) : definition.output;
      const title = node.label ?? definition.title;
      const own = shape === 'any' ? [] : pathsOf({ path: `nodes.${node.id}`, shape, detail: `Result of ${title}` });
      const fails = definition.outlets(config).some((outlet) => outlet.id === 'error');
      return fails ? [...own, { path: `nodes.${node.id}.error.code`, detail: `Why ${title} failed` }] : own;
    });
    const saved = document.nodes.flatMap((node): Suggestion[] => {
      const definition = nodeRegistry.get(node.type);
      const name = node.config?.saveAs;
      if (!definition || typeof name !== 'string') return [];
      const shape = typeof definition.output === 'function' ? definition.output(node.config ?? {}) : definition.output;
      return typeof shape === 'object'
        ? pathsOf({ path: `vars.${name}`, shape, detail: `Saved by ${node.label ?? definition.title}` })
        : [];
    });
    const suggestions: Suggestion[] = [
      ...known.map((key) => ({
        path: `vars.${key}`,
        detail:
          declared.get(key)?.description || (declared.has(key) ? `Variable, ${declared.get(key)?.type}` : 'Variable'),
      })),
      ...saved,
      ...always,
      ...results,
      ...(variables.data ?? []).map((variable) => ({ path: `env.${variable.key}`, detail: 'Workspace variable' })),
    ];
    return {
      suggestions,
      filters: FILTERS,
      variables: known,
      connections: connections.data ?? [],
      flows: (flows.data ?? []).filter((flow) => flow.key !== document.key).map(({ key, name }) => ({ key, name })),
      tested,
      readOnly,
      nonce: pageNonce(),
    };
  }, [document, nodeId, connections.data, flows.data, variables.data, readOnly, tested]);
}

function pathsOf({ path, shape, detail }: { path: string; shape: OutputShape; detail: string }): Suggestion[] {
  if (typeof shape !== 'object') return [{ path, detail, shape }];
  return [
    { path, detail, shape },
    ...Object.entries(shape).flatMap(([key, inner]) => pathsOf({ path: `${path}.${key}`, shape: inner, detail })),
  ];
}
