import { useStoreApi } from '@xyflow/react';
import { type MouseEvent, type PointerEvent, useCallback } from 'react';
import { useEditorCore } from '../editor/editor-context.ts';

interface Selecting {
  onPointerDown(event: PointerEvent): void;
  onClick(event: MouseEvent): void;
}

/**
 * What the pointer selects beyond what React Flow does. A card is selected when it is pressed, and not only when a drag of it begins: the hand sees what it has, and the first frame of the drag
 * has only the drag to do. A click on one of several that are selected selects it alone: React Flow leaves the others selected. One that ends a drag never comes here, d3-drag holds it back.
 */
export function useSelecting(): Selecting {
  const { store } = useEditorCore();
  const flow = useStoreApi();
  const onPointerDown = useCallback(
    ({ target, button, shiftKey, ctrlKey, metaKey }: PointerEvent) => {
      // A text that is marked elsewhere would be what is copied.
      window.getSelection()?.removeAllRanges();
      if (button !== 0 || shiftKey || ctrlKey || metaKey || !(target instanceof Element)) return;
      const id = target.closest('.nodrag') ? undefined : target.closest<HTMLElement>('.react-flow__node')?.dataset.id;
      if (id === undefined || store.state.selection.has(id)) return;
      // A frame is taken by its title alone.
      if (target.closest('.react-flow__node-frame') && !target.closest('.pb-frame-title')) return;
      store.select([id]);
      flow.setState({ nodesSelectionActive: false });
    },
    [store, flow],
  );
  const onClick = useCallback(
    ({ target, clientX, clientY, shiftKey, ctrlKey, metaKey }: MouseEvent) => {
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
  return { onPointerDown, onClick };
}
