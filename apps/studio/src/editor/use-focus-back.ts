import { useEffect, useState } from 'react';

/** Gives the focus back to what had it before a panel was opened, once the panel is gone and nothing else took it. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (document.activeElement !== document.body || !(before instanceof HTMLElement)) return;
      before.focus({ preventScroll: true });
    },
    [before],
  );
}
