import { useEffect, useReducer, useRef } from 'react';
import { useEditorState } from '../editor/editor-context.ts';

/** The selection as the form shows it: while a card of the canvas is pressed it stays what it was, so that a card that is dragged follows the pointer and its form is drawn when it is let go. */
export function useShownSelection(): ReadonlySet<string> {
  const now = useEditorState((state) => state.selection);
  const pressed = useRef(false);
  const shown = useRef(now);
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const onDown = ({ target }: PointerEvent) => {
      pressed.current = target instanceof Element && target.closest('.react-flow__node') !== null;
    };
    const onUp = () => {
      if (!pressed.current) return;
      pressed.current = false;
      draw();
    };
    const ends = ['pointerup', 'pointercancel', 'blur'] as const;
    window.addEventListener('pointerdown', onDown, true);
    for (const end of ends) window.addEventListener(end, onUp, true);
    return () => {
      window.removeEventListener('pointerdown', onDown, true);
      for (const end of ends) window.removeEventListener(end, onUp, true);
    };
  }, []);
  if (!pressed.current) shown.current = now;
  return shown.current;
}
