import type { Step } from '@patchbay/api-contract';
import { graphOf } from '@patchbay/flow-spec';
import { useCallback } from 'react';
import { useEditorCore } from '../editor/editor-context.ts';

/** Selects the node of a step on the canvas and brings it into view, where it is one of this flow. */
export function useRevealStep(): (step: Step) => void {
  const { store, flowKey, reveal } = useEditorCore();
  return useCallback(
    ({ flow, nodeId }) => {
      if (flow === flowKey && graphOf(store.document).node(nodeId)) reveal(nodeId);
    },
    [store, flowKey, reveal],
  );
}
