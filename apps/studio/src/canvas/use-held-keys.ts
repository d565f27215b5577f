import { type RefObject, useEffect, useRef } from 'react';

/** Keys that are held while something is dragged. */
export interface HeldKeys {
  /** Ctrl or Command: it snaps to nothing. */
  free: boolean;
  /** Alt: a copy is dragged, and what was there stays. */
  copies: boolean;
}

/** The keys that are held, read when they are asked for: what React Flow tells of a drag does not say. */
export function useHeldKeys(): RefObject<HeldKeys> {
  const held = useRef<HeldKeys>({ free: false, copies: false });
  useEffect(() => {
    const onEvent = ({ ctrlKey, metaKey, altKey }: PointerEvent | KeyboardEvent) => {
      held.current = { free: ctrlKey || metaKey, copies: altKey };
    };
    const events = ['pointermove', 'pointerup', 'keydown', 'keyup'] as const;
    for (const name of events) window.addEventListener(name, onEvent, true);
    return () => {
      for (const name of events) window.removeEventListener(name, onEvent, true);
    };
  }, []);
  return held;
}
