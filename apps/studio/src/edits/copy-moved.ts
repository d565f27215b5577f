import type { FlowDocument } from '@patchbay/flow-spec';
import type { Place } from '../canvas/place-operations.ts';
import { boxAround, boxesOf } from './board.ts';
import { clipOf } from './clip.ts';
import { pasteClip } from './paste-clip.ts';

/** Copies of items where they were dragged to, in place of themselves: those stay where they were. The start, which there is once, stays alone. */
export function copyMoved({
  document,
  places,
}: {
  document: FlowDocument;
  places: ReadonlyMap<string, Place>;
}): ReturnType<typeof pasteClip> {
  const clip = clipOf({ document, ids: new Set(places.keys()) });
  const boxes = clip ? boxesOf({ document: clip }) : [];
  const [first] = boxes;
  const around = boxAround(boxes);
  const to = first && places.get(first.id);
  if (!clip || !around || !first || to?.x === undefined || to.y === undefined) return { ids: [], operations: [] };
  const at = { x: Math.round(around.x + to.x - first.x), y: Math.round(around.y + to.y - first.y) };
  return pasteClip({ document, clip, at });
}
