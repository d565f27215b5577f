import { VisuallyHidden } from '@mantine/core';
import { type FlowDocument, graphOf } from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import type { JSX } from 'react';
import { useEditorState } from '../editor/editor-context.ts';
import { nameOfNode } from '../editor/name-of-node.ts';

/** Says what is selected to who does not see the canvas. */
export function CanvasStatus(): JSX.Element {
  const document = useEditorState((state) => state.document);
  const selection = useEditorState((state) => state.selection);
  const problems = useEditorState((state) => state.problems);
  const [only] = selection;
  const count = only === undefined ? 0 : (problems.get(only)?.length ?? 0);
  return (
    <>
      <VisuallyHidden id="pb-canvas-keys">
        Arrow keys follow the paths, Alt and an arrow key move a node, A adds what comes next, C connects, Enter opens
        the form, Delete removes. Question mark shows all keys. The outline shows the same flow as a tree.
      </VisuallyHidden>
      <VisuallyHidden aria-live="polite">
        {selection.size > 1
          ? `${selection.size} selected`
          : only === undefined
            ? ''
            : sentence({ document, id: only, count })}
      </VisuallyHidden>
    </>
  );
}

function sentence({ document, id, count }: { document: FlowDocument; id: string; count: number }): string {
  const graph = graphOf(document);
  const node = graph.node(id);
  if (!node)
    return id
      .replace(/^edge:/, 'Connection from ')
      .replace(/^note:.*/, 'Note')
      .replace(/^frame:.*/, 'Frame');
  const paths = graph.outgoing(id).map((edge) => `${edge.port} to ${nameOfNode({ document, id: edge.to })}`);
  return [
    nameOfNode({ document, id }),
    nodeRegistry.get(node.type)?.summary(node.config ?? {}) ?? '',
    count > 0 ? `${count} ${count === 1 ? 'problem' : 'problems'}` : '',
    paths.length > 0 ? `Leads by ${paths.join(', ')}` : 'Leads nowhere',
  ]
    .filter(Boolean)
    .join('. ');
}
