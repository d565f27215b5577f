import { useTexts } from '@patchbay/texts';
import { type JSX, type KeyboardEvent, type PointerEvent, type RefObject, useCallback, useState } from 'react';

const KEY = 'patchbay.node-data-height';
/** Per cent of what it stands in: the least, the most, how far an arrow key leads, and how high it is until somebody draws it otherwise. */
const HEIGHT = { least: 15, most: 80, step: 5, first: 46 } as const;

/** How high the data of a node are drawn, in per cent, as somebody left them last. */
export function useDataHeight(): [number, (height: number) => void] {
  const [height, setHeight] = useState(() => within(Number(localStorage.getItem(KEY) ?? HEIGHT.first)));
  const keep = useCallback((next: number) => {
    const kept = within(next);
    localStorage.setItem(KEY, String(kept));
    setHeight(kept);
  }, []);
  return [height, keep];
}

function within(height: number): number {
  return Number.isFinite(height) ? Math.round(Math.min(HEIGHT.most, Math.max(HEIGHT.least, height))) : HEIGHT.first;
}

/** The upper edge of the data, by which they are drawn higher or lower: by the pointer, by the arrow keys, and back to how high they were at first by a double click. */
export function DataEdge({
  of,
  height,
  onHeight,
}: {
  /** What is drawn higher, within its parent. */
  of: RefObject<HTMLElement | null>;
  height: number;
  onHeight(height: number): void;
}): JSX.Element {
  const t = useTexts('trace');
  const drag = (event: PointerEvent<HTMLElement>) => {
    const element = of.current;
    const parent = element?.parentElement;
    if (!parent || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = parent.getBoundingClientRect();
    onHeight(((box.bottom - event.clientY) / box.height) * 100);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = {
      ArrowUp: height + HEIGHT.step,
      ArrowDown: height - HEIGHT.step,
      PageUp: height + HEIGHT.step * 4,
      PageDown: height - HEIGHT.step * 4,
      Home: HEIGHT.least,
      End: HEIGHT.most,
    }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onHeight(to);
  };
  return (
    <div
      className="pb-node-data-edge"
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={t('heightOfTheData')}
      aria-valuenow={height}
      aria-valuemin={HEIGHT.least}
      aria-valuemax={HEIGHT.most}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.focus({ preventScroll: true });
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onDoubleClick={() => onHeight(HEIGHT.first)}
      onKeyDown={onKeyDown}
    />
  );
}
