import { useEffect, useRef } from 'react';

/** Gives the focus, once what is about to change was drawn, to what `find` finds for what was wanted. Where a row is removed or added, what had the focus is gone, or is not what one goes on with. */
export function useFocusAfter<Wanted>(find: (wanted: Wanted) => HTMLElement | null | undefined): {
  focusAfter(wanted: Wanted): void;
} {
  const next = useRef<{ wanted: Wanted }>(undefined);
  useEffect(() => {
    if (!next.current) return;
    const { wanted } = next.current;
    next.current = undefined;
    find(wanted)?.focus();
  });
  return {
    focusAfter(wanted) {
      next.current = { wanted };
    },
  };
}
