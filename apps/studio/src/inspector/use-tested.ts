import type { FlowNode } from '@patchbay/flow-spec';
import { useCallback, useDeferredValue, useMemo, useRef } from 'react';
import { useDebugState } from '../debug/debug-context.ts';
import type { DebugView } from '../debug/debug-store.ts';
import { useNodeData } from '../debug/use-node-data.ts';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { testedConfig } from './tested-config.ts';

/** What the templates of a node, as they are now, give with the data of the last test; undefined when none went through it. */
export function useTested(nodeId: string): unknown {
  const { flowKey } = useEditorCore();
  const given = useEditorState((state) => state.path.given.get(nodeId));
  const tried = useDebugState(useCallback((view: DebugView) => configOf(view.tried?.nodes, nodeId), [nodeId]));
  const visits = useDebugState(
    useCallback(
      ({ steps }: DebugView) => steps.filter((step) => step.nodeId === nodeId && step.flow === flowKey).length,
      [nodeId, flowKey],
    ),
  );
  // A moment after what is typed.
  const node = useDeferredValue(useEditorState((state) => state.document.nodes.find((one) => one.id === nodeId)));
  const data = useNodeData({ nodeId, when: visits > 0 ? String(visits) : undefined });
  const tested = useMemo(() => {
    const definition = node && nodeRegistry.get(node.type);
    if (!definition || visits === 0) return undefined;
    const config = node.config ?? {};
    return testedConfig({
      config,
      data,
      then: tried && { config: tried, given },
      raw: definition.raw,
      sets: definition.sets?.(config) ?? [],
    });
  }, [node, visits, data, tried, given]);
  return useSame(tested);
}

function configOf(nodes: readonly FlowNode[] | undefined, id: string): FlowNode['config'] {
  return nodes?.find((node) => node.id === id)?.config;
}

/** The value before, while the next is the same to read: what is drawn from it stays as it is. */
function useSame(value: unknown): unknown {
  const text = JSON.stringify(value);
  const kept = useRef({ text, value });
  if (kept.current.text !== text) kept.current = { text, value };
  return kept.current.value;
}
