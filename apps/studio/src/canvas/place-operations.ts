import type { FlowDocument, Operation } from '@patchbay/flow-spec';
import { frameItem, noteItem } from './item-ids.ts';

export interface Place {
  x?: number | undefined;
  y?: number | undefined;
  width?: number | undefined;
  height?: number | undefined;
}

/** Operations that put items of the canvas where a gesture left them; none for what stayed. */
export function placeOperations({
  document,
  places,
}: {
  document: FlowDocument;
  places: ReadonlyMap<string, Place>;
}): Operation[] {
  const operations: Operation[] = [];
  for (const { id } of document.nodes) {
    const place = places.get(id);
    if (place?.x === undefined || place.y === undefined) continue;
    const position = { x: Math.round(place.x), y: Math.round(place.y) };
    const before = document.layout?.[id];
    if (before?.x !== position.x || before.y !== position.y) operations.push({ type: 'node.move', id, position });
  }
  for (const note of document.notes ?? []) {
    const changed = replaced({ item: note, place: places.get(noteItem(note.id)) });
    if (changed) operations.push({ type: 'note.set', id: note.id, note: changed });
  }
  for (const frame of document.frames ?? []) {
    const changed = replaced({ item: frame, place: places.get(frameItem(frame.id)) });
    if (changed) operations.push({ type: 'frame.set', id: frame.id, frame: changed });
  }
  return operations;
}

function replaced<Item extends Place>({ item, place }: { item: Item; place: Place | undefined }): Item | undefined {
  if (!place) return undefined;
  const changed = { ...item };
  for (const key of ['x', 'y', 'width', 'height'] as const) {
    const value = place[key];
    if (value !== undefined) changed[key] = Math.round(value);
  }
  const same = (['x', 'y', 'width', 'height'] as const).every((key) => changed[key] === item[key]);
  return same ? undefined : changed;
}
