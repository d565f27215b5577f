import { type FlowDocument, type Position, standsIn } from '@patchbay/flow-spec';
import type { Place } from '../canvas/place-operations.ts';
import { boxAround, boxesOf, FRAME_MARGIN } from './board.ts';
import { itemOf } from '../canvas/item-ids.ts';

/** What stands in each frame, by item of the canvas: nodes, notes and smaller frames. */
export function frameContents(document: FlowDocument): Map<string, ReadonlySet<string>> {
  if (!document.frames?.length) return new Map();
  const boxes = boxesOf({ document });
  return new Map(
    boxes
      .filter(({ id }) => itemOf(id).kind === 'frame')
      .map((area) => [
        area.id,
        new Set(boxes.filter((box) => box !== area && standsIn({ box, area })).map((box) => box.id)),
      ]),
  );
}

/** Items with what stands in those of them that are frames. */
export function withContents({
  document,
  ids,
}: {
  document: FlowDocument;
  ids: ReadonlySet<string>;
}): ReadonlySet<string> {
  const all = new Set(ids);
  for (const [frame, contents] of frameContents(document)) if (ids.has(frame)) for (const id of contents) all.add(id);
  return all;
}

/** Places that items are put to, with those of what stands in the frames among them: it goes where its frame goes, unless it has a place of its own there. */
export function withCarried({
  document,
  places,
}: {
  document: FlowDocument;
  places: ReadonlyMap<string, Position>;
}): Map<string, Place> {
  const all = new Map<string, Place>(places);
  const boxes = new Map(boxesOf({ document }).map((box) => [box.id, box]));
  for (const [frame, contents] of frameContents(document)) {
    const [before, after] = [boxes.get(frame), places.get(frame)];
    if (!before || !after) continue;
    for (const id of contents) {
      const box = boxes.get(id);
      if (box && !places.has(id)) all.set(id, { x: box.x + after.x - before.x, y: box.y + after.y - before.y });
    }
  }
  return all;
}

/** Places of the frames whose nodes go to other places, and of the notes in them: each goes on standing around what stood in it. */
export function framesAround({
  document,
  places,
}: {
  document: FlowDocument;
  places: ReadonlyMap<string, Position>;
}): Map<string, Place> {
  const boxes = new Map(boxesOf({ document }).map((box) => [box.id, box]));
  const moved = new Map<string, Place>();
  // From the innermost on, so that an outer frame is put around where the inner one went.
  const frames = [...frameContents(document)].sort(([, one], [, other]) => one.size - other.size);
  for (const [frame, contents] of frames) {
    const before = boxes.get(frame);
    if (!before || ![...contents].some((id) => places.has(id))) continue;
    const nodes = [...contents].flatMap((id) => {
      const box = itemOf(id).kind === 'note' ? undefined : boxes.get(id);
      return box ? [{ ...box, ...places.get(id) }] : [];
    });
    const around = boxAround(nodes);
    if (!around) continue;
    const { left, top, right, bottom } = FRAME_MARGIN;
    const place = {
      x: around.x - left,
      y: around.y - top,
      width: around.width + left + right,
      height: around.height + top + bottom,
    };
    moved.set(frame, place);
    boxes.set(frame, { id: frame, ...place });
    for (const id of contents) {
      const note = itemOf(id).kind === 'note' ? boxes.get(id) : undefined;
      if (note) moved.set(id, { x: note.x + place.x - before.x, y: note.y + place.y - before.y });
    }
  }
  return moved;
}
