import { useStoreApi } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';
import { useEditorCore } from '../editor/editor-context.ts';

/**
 * Escape gives up what the pointer is doing on the canvas: what is dragged or resized goes back, a connection leads nowhere, a lasso leaves selected what was. React Flow has no such end: it is told
 * that the mouse was let go, so that nothing moves on, and what it makes of that counts for nothing. `abandoned` says so, from Escape until the pointer is pressed again.
 */
export function useAbandoning({
  abandoned,
  putBack,
}: {
  abandoned: RefObject<boolean>;
  /** Puts what is dragged or resized back; false when nothing is. */
  putBack(): boolean;
}): void {
  const { store } = useEditorCore();
  const flow = useStoreApi();
  useEffect(() => {
    let selection = store.state.selection;
    const onDown = () => {
      abandoned.current = false;
      ({ selection } = store.state);
    };
    const onUp = () => {
      // Around what a lasso caught that is not selected any more.
      if (abandoned.current) flow.setState({ nodesSelectionActive: false });
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      const { connection, connectionClickStartHandle, cancelConnection, userSelectionRect } = flow.getState();
      const connecting = connection.inProgress || connectionClickStartHandle !== null;
      const given = putBack() || connecting || userSelectionRect !== null;
      if (!given) return;
      // It is no command as well.
      event.preventDefault();
      event.stopPropagation();
      abandoned.current = true;
      if (connecting) {
        cancelConnection();
        flow.setState({ connectionClickStartHandle: null });
      }
      if (userSelectionRect) {
        flow.setState({ userSelectionActive: false, userSelectionRect: null, nodesSelectionActive: false });
        store.select(selection);
      }
      window.document.dispatchEvent(new MouseEvent('mouseup', { bubbles: true, view: window }));
    };
    window.addEventListener('pointerdown', onDown, true);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('keydown', onKey, true);
    return () => {
      window.removeEventListener('pointerdown', onDown, true);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('keydown', onKey, true);
    };
  }, [abandoned, putBack, store, flow]);
}
