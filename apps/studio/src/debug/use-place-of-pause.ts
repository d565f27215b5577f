import { nameOfNode } from '../editor/name-of-node.ts';
import { useEditorState } from '../editor/editor-context.ts';
import { useDebugState } from './debug-context.ts';
import { useCalledFlow } from './use-called-flow.ts';

/** What the node is called before which the test stands, with its flow before it where that is another. Undefined while it does not stand. */
export function usePlaceOfPause(): string | undefined {
  const paused = useDebugState((view) => view.debug?.paused);
  const own = useEditorState(({ document }) => document.key);
  const flow = useCalledFlow(paused?.flow);
  if (!paused) return undefined;
  const name = flow ? nameOfNode({ document: flow, id: paused.nodeId }) : paused.nodeId;
  return paused.flow === own ? name : `${flow?.name ?? paused.flow}: ${name}`;
}
