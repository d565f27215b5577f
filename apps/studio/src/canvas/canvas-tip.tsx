import { Paper, Portal } from '@mantine/core';
import { type JSX, type RefObject, useEffect, useState } from 'react';

/** How long one points at something before it is told, in ms. */
const PAUSE_MS = 120;

/** The one tooltip of the canvas: tells what stands in `data-tip` of what is pointed at. */
export function CanvasTip({ within }: { within: RefObject<HTMLElement | null> }): JSX.Element | null {
  const [shown, setShown] = useState<{ text: string; x: number; y: number }>();
  useEffect(() => {
    const element = within.current;
    if (!element) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let at: Element | null = null;
    const over = ({ target }: PointerEvent) => {
      const next = target instanceof Element ? target.closest('[data-tip]') : null;
      if (next === at) return;
      at = next;
      clearTimeout(timer);
      setShown(undefined);
      if (!(next instanceof HTMLElement)) return;
      timer = setTimeout(() => {
        const box = next.getBoundingClientRect();
        setShown({ text: next.dataset.tip ?? '', x: box.left + box.width / 2, y: box.top });
      }, PAUSE_MS);
    };
    const gone = () => {
      at = null;
      clearTimeout(timer);
      setShown(undefined);
    };
    element.addEventListener('pointerover', over);
    element.addEventListener('pointerleave', gone);
    element.addEventListener('pointerdown', gone);
    element.addEventListener('wheel', gone, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('pointerover', over);
      element.removeEventListener('pointerleave', gone);
      element.removeEventListener('pointerdown', gone);
      element.removeEventListener('wheel', gone);
    };
  }, [within]);
  if (!shown) return null;
  return (
    <Portal>
      <Paper className="pb-tip" role="tooltip" style={{ left: shown.x, top: shown.y }}>
        {shown.text}
      </Paper>
    </Portal>
  );
}
