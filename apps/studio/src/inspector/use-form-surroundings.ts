import { useTexts } from '@patchbay/texts';
import { FILTERS } from '@patchbay/expressions';
import { type FlowDocument, type FlowNode, knownNames } from '@patchbay/flow-spec';
import type { FormContextValue } from '@patchbay/node-form';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { client, useSession, WORKSPACE } from '../api/session.tsx';
import { useDebug } from '../debug/debug-context.ts';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import type { EditorState } from '../editor/editor-store.ts';
import { pageNonce } from '../nonce.ts';
import { scriptInputAt } from './script-input.ts';
import { readsPart } from './reads-part.ts';
import { offerOf, type Say } from './suggestions-at.ts';
import { suggestionsWithSeen } from './suggestions-with-seen.ts';
import { UnparsedTexts } from './unparsed-texts.ts';
import { useTested } from './use-tested.ts';

/** What a form offers at a node: variables, results of other nodes, filters, connections, flows. */
export function useFormSurroundings({
  nodeId,
  newConnection,
}: {
  nodeId: string;
  newConnection: FormContextValue['newConnection'];
}): FormContextValue {
  const t = useTexts('inspector');
  const { store, flowKey, readOnly } = useEditorCore();
  const user = useSession().user?.id ?? '';
  const unparsed = useMemo(
    () => UnparsedTexts.of({ user, workspace: WORKSPACE, flowKey }).at(nodeId),
    [user, flowKey, nodeId],
  );
  const tested = useTested(nodeId);
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
  const { store: tests } = useDebug();
  const scriptInput = useMemo(() => once(() => scriptInputAt({ document, nodeId, t })), [document, nodeId, t]);
  return useMemo(() => {
    const known = [...knownNames({ document, types: nodeRegistry }).variables].sort();
    const workspace = (variables.data ?? []).map((variable) => variable.key);
    return {
      suggestions: suggestionsWithSeen({ tests, document, nodeId, workspace, t }),
      isRead: (name: string) => readsPart({ document: store.document, nodeId, name }),
      scriptInput,
      filters: FILTERS,
      variables: known,
      connections: connections.data ?? [],
      newConnection,
      flows: (flows.data ?? []).filter((flow) => flow.key !== document.key).map(({ key, name }) => ({ key, name })),
      tested,
      unparsed,
      readOnly,
      nonce: pageNonce(),
    };
  }, [
    document,
    nodeId,
    store,
    tests,
    scriptInput,
    newConnection,
    connections.data,
    flows.data,
    variables.data,
    readOnly,
    tested,
    unparsed,
    t,
  ]);
}

// Few nodes have a script.
function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Picks the document, or the one before while nothing in it has changed that a form at the node offers: what is typed there seldom does. */
function lastWithNames({ nodeId, t }: { nodeId: string; t: Say }): (state: EditorState) => FlowDocument {
  let last: FlowDocument | undefined;
  const same = (before: FlowNode, after: FlowNode | undefined) =>
    before === after || (after?.id === nodeId && before.id === nodeId && names(before) === names(after));
  const names = (node: FlowNode) => offerOf({ node, t });
  return ({ document }) => {
    const isLast =
      last?.variables === document.variables &&
      last?.edges === document.edges &&
      last?.nodes.length === document.nodes.length &&
      last.nodes.every((node, index) => same(node, document.nodes[index]));
    if (!isLast || !last) last = document;
    return last;
  };
}
