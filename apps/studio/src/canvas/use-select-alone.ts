import { useStoreApi } from '@xyflow/react';
import { type MouseEvent, useCallback } from 'react';
import { useEditorCore } from '../editor/editor-context.ts';

/** A click on one of several that are selected selects it alone: React Flow leaves the others selected. One that ends a drag never comes here, d3-drag holds it back. */
export function useSelectAlone(): (event: MouseEvent) => void {
  const { store } = useEditorCore();
  const flow = useStoreApi();
  return useCallback(
    ({ target, clientX, clientY, shiftKey, ctrlKey, metaKey }) => {
      if (shiftKey || ctrlKey || metaKey || !(target instanceof Element)) return;
      const { selection } = store.state;
      // What a lasso caught lies below a sheet of React Flow's.
      const under = target.closest('.react-flow__nodesselection-rect')
        ? document.elementsFromPoint(clientX, clientY)
        : [target];
      const item = under.map((element) => element.closest<HTMLElement>('.react-flow__node')).find((found) => found);
      const id = item?.dataset.id;
      if (id === undefined || selection.size < 2 || !selection.has(id)) return;
      store.select([id]);
      flow.setState({ nodesSelectionActive: false });
    },
    [store, flow],
  );
}
