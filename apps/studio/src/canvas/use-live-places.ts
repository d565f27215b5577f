import { type Box, type Position, standsIn } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { type NodeChange, useStoreApi } from '@xyflow/react';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useEditorCore } from '../editor/editor-context.ts';
import { copyMoved } from '../edits/copy-moved.ts';
import type { Guide } from './align-guides.ts';
import type { CanvasItem } from './canvas-elements.ts';
import { type Place, placeOperations } from './place-operations.ts';
import { renamedKey } from './renamed-key.ts';
import { boxOf, snapDragged } from './snap-dragged.ts';
import { snapResized } from './snap-resized.ts';
import { useHeldKeys } from './use-held-keys.ts';
import { useRenamedDrag } from './use-renamed-drag.ts';
import { viewOf } from './view-of.ts';

/** What goes along with frames that are dragged, and where it stands in which of them. */
interface Carried {
  by: string;
  offsets: Map<string, { frame: string; x: number; y: number }>;
}

/**
 * Places of what is being dragged or resized. They are React Flow's until the gesture ends; then the document gets them, as one step of undo. A frame takes along
 * what stands in it. With Ctrl held it snaps to nothing; with Alt held when it ends, a copy is put there.
 */
export function useLivePlaces({ derived, abandoned }: { derived: CanvasItem[]; abandoned: RefObject<boolean> }): {
  items: CanvasItem[];
  guides: readonly Guide[];
  onPlaceChanges(changes: readonly NodeChange<CanvasItem>[]): void;
  /** Puts what is dragged or resized back to where it was; false when nothing is. */
  putBack(): boolean;
} {
  const t = useTexts('commands');
  const { store } = useEditorCore();
  const flow = useStoreApi();
  const held = useHeldKeys();
  const [live, setLive] = useState<ReadonlyMap<string, Place>>(new Map());
  const [guides, setGuides] = useState<readonly Guide[]>([]);
  const carried = useRef<Carried>(undefined);
  // As React Flow has it, before it snaps.
  const dragged = useRef<ReadonlyMap<string, Position>>(new Map());
  // What is resized, as the pointer would have it.
  const pulled = useRef<{ id: string; box: Box }>(undefined);
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
    pulled.current = undefined;
    dragged.current = new Map();
    setGuides([]);
    show(new Map());
    return true;
  }, [show]);

  useEffect(
    () =>
      store.onRenamed((renamed) => {
        if (carried.current) carried.current.offsets = renamedKey({ map: carried.current.offsets, ...renamed });
        if (current.current.has(renamed.from)) show(renamedKey({ map: current.current, ...renamed }));
      }),
    [store, show],
  );

  const place = useCallback(
    (changes: readonly NodeChange<CanvasItem>[]) => {
      if (abandoned.current) return;
      const next = new Map(current.current);
      const moves: { id: string; position: Position }[] = [];
      let resized: { id: string; place: Partial<Box> } | undefined;
      let done = false;
      for (const change of changes) {
        if (change.type === 'position') {
          if (change.dragging === false) done = true;
          else if (change.position && change.dragging) moves.push({ id: change.id, position: change.position });
          else if (change.position) resized = { id: change.id, place: change.position };
        }
        if (change.type === 'dimensions' && change.resizing !== undefined) {
          // The end tells sizes that snapped to nothing: what was shown last counts.
          if (!change.resizing) done = true;
          else resized = { id: change.id, place: { ...resized?.place, ...change.dimensions } };
        }
      }
      if (moves.length > 0) {
        dragged.current = new Map([...dragged.current, ...moves.map(({ id, position }) => [id, position] as const)]);
        const taken = carriedBy({ dragged: moves, byId, before: carried.current });
        carried.current = taken;
        const { shift, guides: lines } = held.current.free
          ? { shift: { x: 0, y: 0 }, guides: [] }
          : snapDragged({ dragged: moves, byId, along: taken?.offsets, ...seen(flow) });
        for (const { id, position } of moves)
          next.set(id, { ...next.get(id), x: position.x + shift.x, y: position.y + shift.y });
        setGuides(lines);
        if (taken) carry({ taken, next });
      }
      const item = resized && byId.get(resized.id);
      if (resized && item) {
        const box = { ...(pulled.current?.id === item.id ? pulled.current.box : boxOf(item)), ...resized.place };
        pulled.current = { id: item.id, box };
        const snapped = held.current.free ? { box, guides: [] } : snapResized({ item, box, byId, ...seen(flow) });
        next.set(item.id, snapped.box);
        setGuides(snapped.guides);
      }
      if (done) {
        const { document } = store;
        const copies = dragged.current.size > 0 && held.current.copies;
        const { ids, operations } = copies ? copyMoved({ document, places: next }) : { ids: [], operations: [] };
        if (ids.length === 0) store.apply(placeOperations({ document, places: next }));
        else if (store.apply(operations, { label: t('duplicated', { count: ids.length }) })) store.select(ids);
        carried.current = undefined;
        pulled.current = undefined;
        dragged.current = new Map();
        setGuides([]);
        if (current.current.size > 0 || next.size > 0) show(new Map());
      } else if (next.size > 0) show(next);
    },
    [store, byId, flow, held, show, abandoned, t],
  );
  const takenOver = useRenamedDrag({ dragged, onPlaceChanges: place });
  const onPlaceChanges = useCallback(
    (changes: readonly NodeChange<CanvasItem>[]) => {
      if (!takenOver.current) place(changes);
    },
    [place, takenOver],
  );
  return { items, guides, onPlaceChanges, putBack };
}

function moved({ item, place }: { item: CanvasItem; place: Place }): CanvasItem {
  const { x = item.position.x, y = item.position.y, width = item.width, height = item.height } = place;
  return { ...item, position: { x, y }, width, height, measured: { width, height }, dragging: true };
}

/** What goes along with the frames that are dragged, as it stood in them when the drag began. */
function carriedBy({
  dragged,
  byId,
  before,
}: {
  dragged: readonly { id: string }[];
  byId: ReadonlyMap<string, CanvasItem>;
  before: Carried | undefined;
}): Carried | undefined {
  const ids = new Set(dragged.map(({ id }) => id));
  const frames = dragged.flatMap(({ id }) => {
    const item = byId.get(id);
    return item?.type === 'frame' ? [item] : [];
  });
  if (frames.length === 0) return undefined;
  const by = frames.map((frame) => frame.id).join(' ');
  if (before?.by === by) return before;
  const offsets: Carried['offsets'] = new Map();
  for (const frame of frames) {
    const area = boxOf(frame);
    for (const item of byId.values()) {
      if (ids.has(item.id) || !standsIn({ box: boxOf(item), area })) continue;
      offsets.set(item.id, { frame: frame.id, x: item.position.x - area.x, y: item.position.y - area.y });
    }
  }
  return { by, offsets };
}

function carry({ taken, next }: { taken: Carried; next: Map<string, Place> }): void {
  for (const [id, { frame, x, y }] of taken.offsets) {
    const place = next.get(frame);
    next.set(id, { x: (place?.x ?? 0) + x, y: (place?.y ?? 0) + y });
  }
}

function seen(flow: ReturnType<typeof useStoreApi>) {
  const state = flow.getState();
  return { view: viewOf(state), zoom: state.transform[2] };
}
