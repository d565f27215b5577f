import { startTransition, useEffect, useState } from 'react';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';

/**
 * The selection as the form shows it: while a card of the canvas is pressed it stays what it was, so that a card that is dragged follows the pointer. Its form is drawn when it is let go,
 * in between of what else is to be drawn then.
 */
export function useShownSelection(): ReadonlySet<string> {
  const { store } = useEditorCore();
  const now = useEditorState((state) => state.selection);
  const [held, setHeld] = useState<ReadonlySet<string>>();
  useEffect(() => {
    const onDown = ({ target }: PointerEvent) => {
      if (target instanceof Element && target.closest('.react-flow__node')) setHeld(store.state.selection);
    };
    const onUp = () => startTransition(() => setHeld(undefined));
    const ends = ['pointerup', 'pointercancel'] as const;
    window.addEventListener('pointerdown', onDown, true);
    for (const end of ends) window.addEventListener(end, onUp, true);
    // The window's own, not that of the field that a press leaves.
    window.addEventListener('blur', onUp);
    return () => {
      window.removeEventListener('pointerdown', onDown, true);
      for (const end of ends) window.removeEventListener(end, onUp, true);
      window.removeEventListener('blur', onUp);
    };
  }, [store]);
  return held ?? now;
}
