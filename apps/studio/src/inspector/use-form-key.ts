import { useEffect, useRef } from 'react';
import { useEditorCore } from '../editor/editor-context.ts';

/** Key of the form of a node. It stays when the node gets another id, and with it what one is writing in the form. */
export function useFormKey(nodeId: string | undefined): string | undefined {
  const { store } = useEditorCore();
  const keys = useRef(new Map<string, string>());
  useEffect(() => {
    let renames = 0;
    return store.onRenamed(({ from, to }) => {
      keys.current.set(to, keys.current.get(from) ?? from);
      // The id that became free may be given to another node.
      keys.current.set(from, `${from} ${++renames}`);
    });
  }, [store]);
  return nodeId === undefined ? undefined : (keys.current.get(nodeId) ?? nodeId);
}
