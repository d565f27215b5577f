import { useMemo } from 'react';
import { GROUP_COLOURS } from '../canvas/colours.ts';
import { NodeIcon } from '../canvas/node-icon.tsx';
import { useEditorState } from '../editor/editor-context.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';

/** Nodes of the flow as items of a list. */
export function useNodeItems() {
  const document = useEditorState((state) => state.document);
  return useMemo(
    () =>
      document.nodes.map((node) => {
        const definition = nodeRegistry.get(node.type);
        return {
          key: node.id,
          label: node.label || (definition?.title ?? node.type),
          detail: definition?.summary(node.config ?? {}),
          words: `${node.id} ${node.type}`,
          icon: (
            <span className="pb-node-icon" data-colour={GROUP_COLOURS[definition?.group ?? '']}>
              <NodeIcon name={definition?.icon} />
            </span>
          ),
        };
      }),
    [document],
  );
}
