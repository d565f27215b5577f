import { ViewportPortal } from '@xyflow/react';
import type { JSX } from 'react';
import type { Guide } from './align-guides.ts';

/** The lines that a dragged node is in line with. */
export function GuideLines({ guides }: { guides: readonly Guide[] }): JSX.Element | null {
  if (guides.length === 0) return null;
  return (
    <ViewportPortal>
      {guides.map(({ axis, at, from, to }) => (
        <div
          key={axis}
          className="pb-guide"
          style={
            axis === 'x'
              ? { transform: `translate(${at}px, ${from}px)`, width: 1, height: to - from }
              : { transform: `translate(${from}px, ${at}px)`, width: to - from, height: 1 }
          }
        />
      ))}
    </ViewportPortal>
  );
}
