import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { focusWhenDrawn } from '../shell/focus-when-drawn.ts';
import { CANVAS } from './focus-canvas.ts';

/** Gives the focus to the canvas that was opened from another screen: what led to it is gone. A page that a browser opens begins at its head. */
export function useFocusOnOpening(): void {
  const isFirst = useLocation().key === 'default';
  useEffect(() => {
    if (!isFirst && document.activeElement === document.body) focusWhenDrawn(CANVAS);
    // Once: what comes after it in the address is no opening.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
}
