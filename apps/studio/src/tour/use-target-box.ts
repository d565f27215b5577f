import { useEffect, useState } from 'react';

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where an element stands in the window, followed while it is shown; undefined when it is not to be seen. */
export function useTargetBox(selector: string | undefined): Box | undefined {
  const [box, setBox] = useState<Box>();
  useEffect(() => {
    if (selector === undefined) return;
    let frame = 0;
    const look = () => {
      const next = boxOf(document.querySelector(selector));
      setBox((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
      frame = requestAnimationFrame(look);
    };
    look();
    return () => {
      cancelAnimationFrame(frame);
      setBox(undefined);
    };
  }, [selector]);
  return box;
}

function boxOf(element: Element | null): Box | undefined {
  const rect = element?.getBoundingClientRect();
  if (!rect || rect.width === 0 || rect.right <= 0 || rect.bottom <= 0) return undefined;
  if (rect.left >= window.innerWidth || rect.top >= window.innerHeight) return undefined;
  const left = Math.max(2, Math.round(rect.left) - 4);
  const top = Math.max(2, Math.round(rect.top) - 4);
  return {
    left,
    top,
    width: Math.min(Math.round(rect.right) + 4, window.innerWidth - 2) - left,
    height: Math.min(Math.round(rect.bottom) + 4, window.innerHeight - 2) - top,
  };
}
