import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { focusWhenDrawn } from '../shell/focus-when-drawn.ts';
import { CANVAS } from './focus-canvas.ts';

/** Gives the focus to the canvas that was opened from another screen: what led to it is gone. A page that a browser opens begins at its head. */
export function useFocusOnOpening(): void {
  // What comes after it in the address is no opening.
  const isFirst = useRef(useLocation().key === 'default');
  useEffect(() => {
    if (!isFirst.current && document.activeElement === document.body) focusWhenDrawn(CANVAS);
  }, []);
}
