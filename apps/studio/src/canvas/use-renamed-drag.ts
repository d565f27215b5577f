import type { Position } from '@patchbay/flow-spec';
import { type NodeChange, useStoreApi } from '@xyflow/react';
import { type RefObject, useEffect, useRef } from 'react';
import { useEditorCore } from '../editor/editor-context.ts';
import type { CanvasItem } from './canvas-elements.ts';
import { renamedKey } from './renamed-key.ts';

type OnPlaceChanges = (changes: readonly NodeChange<CanvasItem>[]) => void;

/**
 * Goes on with a drag one of whose nodes gets another id meanwhile: for React Flow the card is gone that the pointer took, and it gives the drag up. From then on `onPlaceChanges` is told by the
 * pointer itself, until that is let go; whether it is so is given back, since what React Flow still tells of the others counts for nothing then.
 */
export function useRenamedDrag({
  dragged,
  onPlaceChanges,
}: {
  /** Where React Flow last had what is dragged; empty when nothing is. */
  dragged: RefObject<ReadonlyMap<string, Position>>;
  onPlaceChanges: OnPlaceChanges;
}): RefObject<boolean> {
  const { store } = useEditorCore();
  const flow = useStoreApi();
  const takenOver = useRef(false);
  const latest = useRef(onPlaceChanges);
  useEffect(() => {
    latest.current = onPlaceChanges;
  });
  useEffect(() => {
    let pointer: Position = { x: 0, y: 0 };
    /** Of the canvas: where the pointer was when it was taken over. */
    let begin: Position = pointer;
    let places: ReadonlyMap<string, Position> = new Map();
    const onCanvas = (): Position => {
      const [left, top, zoom] = flow.getState().transform;
      return { x: (pointer.x - left) / zoom, y: (pointer.y - top) / zoom };
    };
    const goesOn = () => takenOver.current && dragged.current.size > 0;
    const onDown = () => {
      takenOver.current = false;
    };
    const onMove = ({ clientX, clientY }: PointerEvent) => {
      pointer = { x: clientX, y: clientY };
      if (!goesOn()) return;
      const { x, y } = onCanvas();
      latest.current(
        [...places].map(([id, place]) => ({
          id,
          type: 'position',
          position: { x: place.x + x - begin.x, y: place.y + y - begin.y },
          dragging: true,
        })),
      );
    };
    const onUp = () => {
      if (goesOn()) latest.current([...places.keys()].map((id) => ({ id, type: 'position', dragging: false })));
      takenOver.current = false;
    };
    const leave = store.onRenamed(({ from, to }) => {
      if (!dragged.current.has(from)) return;
      places = renamedKey({ map: dragged.current, from, to });
      dragged.current = places;
      begin = onCanvas();
      takenOver.current = true;
    });
    window.addEventListener('pointerdown', onDown, true);
    window.addEventListener('pointermove', onMove, true);
    window.addEventListener('pointerup', onUp, true);
    window.addEventListener('pointercancel', onUp, true);
    return () => {
      leave();
      window.removeEventListener('pointerdown', onDown, true);
      window.removeEventListener('pointermove', onMove, true);
      window.removeEventListener('pointerup', onUp, true);
      window.removeEventListener('pointercancel', onUp, true);
    };
  }, [store, flow, dragged]);
  return takenOver;
}
