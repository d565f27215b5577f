import type { Box, FlowDocument, FlowNote, Operation, Position } from '@patchbay/flow-spec';
import { textsOf } from '@patchbay/texts';
import { NOTE_SIZE } from '../canvas/canvas-elements.ts';
import { frameItem, noteItem } from '../canvas/item-ids.ts';
import { type Place, placeOperations } from '../canvas/place-operations.ts';
import { boxAround, boxesOf, FRAME_MARGIN } from './board.ts';
import { emptyPlace } from './empty-place.ts';
import { frameContents } from './frame-contents.ts';
import { freeName } from './free-name.ts';

export interface Added {
  /** The item to select. */
  id: string;
  operations: Operation[];
}

/** Where something is added: its middle as near as may be to a place, or, where a hand pointed, its corner there. */
interface Where {
  near: Position;
  at?: Position | undefined;
}

const FRAME_SIZE = { width: 600, height: 320 } as const;

/**
 * A frame around what is selected, and around frames that hold nothing else; those that hold more make room for it, so that no title hides another. With nothing selected, where the canvas is empty
 * near a place.
 */
export function addFrame({
  document,
  ids,
  near,
  at,
}: {
  document: FlowDocument;
  ids: ReadonlySet<string>;
} & Where): Added {
  const contents = [...frameContents(document)].sort(([, one], [, other]) => one.size - other.size);
  const all = new Set(ids);
  for (const [frame, held] of contents) if (held.size > 0 && [...held].every((id) => all.has(id))) all.add(frame);
  const around = boxAround(boxesOf({ document, ids: all }));
  const box = around
    ? withMargin(around)
    : { ...(at ?? emptyPlace({ document, near, size: FRAME_SIZE, isFrame: true })), ...FRAME_SIZE };
  const id = freeName({ stem: 'frame', taken: new Set((document.frames ?? []).map((frame) => frame.id)) });
  const holding = around ? contents.filter(([, held]) => [...all].every((item) => held.has(item))) : [];
  return {
    id: frameItem(id),
    operations: [
      { type: 'frame.add', frame: { id, title: textsOf('canvas')('frame'), ...box } },
      ...grownAround({ document, box, frames: holding.map(([frame]) => frame) }),
    ],
  };
}

function withMargin({ x, y, width, height }: Box): Box {
  const { left, top, right, bottom } = FRAME_MARGIN;
  return { x: x - left, y: y - top, width: width + left + right, height: height + top + bottom };
}

/** Frames, from the innermost on, as large as it takes to hold a box. */
function grownAround({
  document,
  box,
  frames,
}: {
  document: FlowDocument;
  box: Box;
  frames: readonly string[];
}): Operation[] {
  let inner = box;
  const places = new Map<string, Place>();
  for (const frame of frames) {
    const [own] = boxesOf({ document, ids: new Set([frame]) });
    const grown = own && boxAround([own, withMargin(inner)]);
    if (!grown) continue;
    places.set(frame, grown);
    inner = grown;
  }
  return placeOperations({ document, places });
}

/** A note where the canvas is empty near a place. */
export function addNote({ document, near, at }: { document: FlowDocument } & Where): Added {
  const id = freeName({ stem: 'note', taken: new Set((document.notes ?? []).map((note) => note.id)) });
  const note: FlowNote = { id, text: '', ...(at ?? emptyPlace({ document, near, size: NOTE_SIZE })) };
  return { id: noteItem(id), operations: [{ type: 'note.add', note }] };
}
