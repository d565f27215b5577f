import { type NodeChange, useReactFlow } from '@xyflow/react';
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import { useEditorCore } from '../editor/editor-context.ts';
import { standsIn } from '../edits/frame-contents.ts';
import { type Box, type Guide, snapBox } from './align-guides.ts';
import type { CanvasItem } from './canvas-elements.ts';
import { type Place, placeOperations } from './place-operations.ts';

/** Pixels of the screen within which a dragged node snaps into line with another. */
const REACH = 6;

/** What goes along with frames that are dragged, and where it stands in which of them. */
interface Carried {
  by: string;
  offsets: Map<string, { frame: string; x: number; y: number }>;
}

/**
 * Places of what is being dragged or resized. They are React Flow's until the gesture ends; then the document gets them, as one step of undo. A frame takes along
 * what stands in it.
 */
export function useLivePlaces({ derived, abandoned }: { derived: CanvasItem[]; abandoned: RefObject<boolean> }): {
  items: CanvasItem[];
  guides: readonly Guide[];
  onPlaceChanges(changes: readonly NodeChange<CanvasItem>[]): void;
  /** Puts what is dragged or resized back to where it was; false when nothing is. */
  putBack(): boolean;
} {
  const { store } = useEditorCore();
  const { getZoom } = useReactFlow();
  const [live, setLive] = useState<ReadonlyMap<string, Place>>(new Map());
  const [guides, setGuides] = useState<readonly Guide[]>([]);
  const carried = useRef<Carried>(undefined);
  const current = useRef(live);
  const byId = useMemo(() => new Map(derived.map((item) => [item.id, item])), [derived]);
  const items = useMemo(
    () =>
      live.size === 0
        ? derived
        : derived.map((item) => {
            const place = live.get(item.id);
            return place ? moved({ item, place }) : item;
          }),
    [derived, live],
  );
  const show = useCallback((next: ReadonlyMap<string, Place>) => {
    current.current = next;
    setLive(next);
  }, []);

  const putBack = useCallback(() => {
    if (current.current.size === 0) return false;
    carried.current = undefined;
    setGuides([]);
    show(new Map());
    return true;
  }, [show]);

  const onPlaceChanges = useCallback(
    (changes: readonly NodeChange<CanvasItem>[]) => {
      if (abandoned.current) return;
      const next = new Map(current.current);
      const dragged: { id: string; position: { x: number; y: number } }[] = [];
      let done = false;
      for (const change of changes) {
        if (change.type === 'position') {
          if (change.dragging === false) done = true;
          else if (change.position && change.dragging) dragged.push({ id: change.id, position: change.position });
          else if (change.position) next.set(change.id, { ...next.get(change.id), ...change.position });
        }
        if (change.type === 'dimensions' && change.resizing !== undefined) {
          if (change.dimensions) next.set(change.id, { ...next.get(change.id), ...change.dimensions });
          if (!change.resizing) done = true;
        }
      }
      if (dragged.length > 0) {
        const { shift, lines } = snapping({ dragged, byId, reach: REACH / getZoom() });
        for (const { id, position } of dragged)
          next.set(id, { ...next.get(id), x: position.x + shift.x, y: position.y + shift.y });
        setGuides(lines);
        carry({ dragged, byId, next, carried });
      }
      if (done) {
        store.apply(placeOperations({ document: store.document, places: next }));
        carried.current = undefined;
        setGuides([]);
        if (current.current.size > 0 || next.size > 0) show(new Map());
      } else if (next.size > 0) show(next);
    },
    [store, byId, getZoom, show, abandoned],
  );
  return { items, guides, onPlaceChanges, putBack };
}

function moved({ item, place }: { item: CanvasItem; place: Place }): CanvasItem {
  const { x = item.position.x, y = item.position.y, width = item.width, height = item.height } = place;
  return { ...item, position: { x, y }, width, height, measured: { width, height }, dragging: true };
}

function boxOf(item: CanvasItem): Box {
  return { ...item.position, width: item.width ?? 0, height: item.height ?? 0 };
}

function snapping({
  dragged,
  byId,
  reach,
}: {
  dragged: { id: string; position: { x: number; y: number } }[];
  byId: ReadonlyMap<string, CanvasItem>;
  reach: number;
}) {
  const ids = new Set(dragged.map(({ id }) => id));
  const boxes = dragged.flatMap(({ id, position }) => {
    const item = byId.get(id);
    return item ? [{ ...boxOf(item), ...position }] : [];
  });
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const box = {
    x,
    y,
    width: Math.max(...boxes.map((one) => one.x + one.width)) - x,
    height: Math.max(...boxes.map((one) => one.y + one.height)) - y,
  };
  const others = [...byId.values()].filter((item) => item.type === 'flow' && !ids.has(item.id)).map(boxOf);
  const snapped = snapBox({ box, others, reach });
  return { shift: { x: snapped.x - x, y: snapped.y - y }, lines: snapped.guides };
}

/** What stands in a frame goes where the frame goes. */
function carry({
  dragged,
  byId,
  next,
  carried,
}: {
  dragged: { id: string }[];
  byId: ReadonlyMap<string, CanvasItem>;
  next: Map<string, Place>;
  carried: { current: Carried | undefined };
}): void {
  const ids = new Set(dragged.map(({ id }) => id));
  const frames = dragged.flatMap(({ id }) => {
    const item = byId.get(id);
    return item?.type === 'frame' ? [item] : [];
  });
  if (frames.length === 0) return;
  const by = frames.map((frame) => frame.id).join(' ');
  if (carried.current?.by !== by) {
    const offsets: Carried['offsets'] = new Map();
    for (const frame of frames) {
      const area = boxOf(frame);
      for (const item of byId.values()) {
        if (ids.has(item.id) || !standsIn({ box: boxOf(item), area })) continue;
        offsets.set(item.id, { frame: frame.id, x: item.position.x - area.x, y: item.position.y - area.y });
      }
    }
    carried.current = { by, offsets };
  }
  for (const [id, { frame, x, y }] of carried.current.offsets) {
    const place = next.get(frame);
    next.set(id, { x: (place?.x ?? 0) + x, y: (place?.y ?? 0) + y });
  }
}
