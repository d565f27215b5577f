import { useStoreApi, type Viewport } from '@xyflow/react';
import { useCallback, useEffect } from 'react';
import { coarsePointer } from './coarse-pointer.ts';

/**
 * Tells the style sheet how large the canvas is drawn, so that a finger finds a port at every zoom: once a zoom is over, since every card is styled by it. Where the pointer is finer than a finger,
 * nothing is.
 */
export function useFingerSize(): (view: Viewport) => void {
  const flow = useStoreApi();
  const tell = useCallback(
    (zoom: number) => {
      if (coarsePointer.matches) flow.getState().domNode?.style.setProperty('--pb-zoom', zoom.toFixed(2));
    },
    [flow],
  );
  useEffect(() => {
    const now = () => tell(flow.getState().transform[2]);
    now();
    coarsePointer.addEventListener('change', now);
    return () => coarsePointer.removeEventListener('change', now);
  }, [flow, tell]);
  return useCallback(({ zoom }: Viewport) => tell(zoom), [tell]);
}
