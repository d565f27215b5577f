import { isWithin } from '@patchbay/flow-spec';
import { useStoreApi } from '@xyflow/react';
import { useCallback, useEffect } from 'react';
import { useEditorCore } from '../editor/editor-context.ts';
import { frameItem, itemOf } from './item-ids.ts';

/**
 * What a lasso catches. React Flow takes whatever it touches: then one that is drawn around two cards in a frame would have the frame, too, and all that stands in it. A frame is caught when all of it
 * is, and a path goes with its cards. Gives whether a lasso is being drawn that does not catch an item by touching it.
 */
export function useLasso(): (item: string) => boolean {
  const { store } = useEditorCore();
  const flow = useStoreApi();
  useEffect(
    () =>
      flow.subscribe(({ userSelectionRect, transform: [x, y, zoom] }, before) => {
        if (!userSelectionRect || userSelectionRect === before.userSelectionRect) return;
        const area = {
          x: (userSelectionRect.x - x) / zoom,
          y: (userSelectionRect.y - y) / zoom,
          width: userSelectionRect.width / zoom,
          height: userSelectionRect.height / zoom,
        };
        const caught = (store.document.frames ?? []).filter((box) => isWithin({ box, area }));
        const others = [...store.state.selection].filter((id) => itemOf(id).kind !== 'frame');
        store.select([...others, ...caught.map(({ id }) => frameItem(id))]);
      }),
    [store, flow],
  );
  return useCallback(
    (item) => flow.getState().userSelectionRect !== null && /^(edge|frame)$/.test(itemOf(item).kind),
    [flow],
  );
}
