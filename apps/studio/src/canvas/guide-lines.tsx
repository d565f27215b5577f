import { useStore, ViewportPortal } from '@xyflow/react';
import type { JSX } from 'react';
import type { Guide } from './align-guides.ts';

/** The lines that what is dragged or resized stands on, a pixel of the screen wide. */
export function GuideLines({ guides }: { guides: readonly Guide[] }): JSX.Element | null {
  const zoom = useStore((state) => (guides.length > 0 ? state.transform[2] : 1));
  if (guides.length === 0) return null;
  return (
    <ViewportPortal>
      {guides.map(({ axis, at, from, to }) => (
        <div
          key={axis}
          className="pb-guide"
          style={
            axis === 'x'
              ? { transform: `translate(${at}px, ${from}px)`, width: 1 / zoom, height: to - from }
              : { transform: `translate(${from}px, ${at}px)`, width: to - from, height: 1 / zoom }
          }
        />
      ))}
    </ViewportPortal>
  );
}
