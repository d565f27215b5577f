import { type FlowDocument, type Operation, type Position, renameNodes } from '@patchbay/flow-spec';
import { frameItem, noteItem } from '../canvas/item-ids.ts';
import { boxesOf } from './board.ts';
import { freeName } from './free-name.ts';

/** How far what is pasted onto the same place is moved on, in pixels of the canvas. */
const STEP = 40;

/**
 * Operations that put a clip into a document, under free ids that the texts, edges and translations of the clip follow. `at` is where its top left corner comes
 * to stand; without it, a little beside where it was copied. `ids` are the items to select.
 */
export function pasteClip({
  document,
  clip,
  at,
}: {
  document: FlowDocument;
  clip: FlowDocument;
  at?: Position | undefined;
}): {
  ids: string[];
  operations: Operation[];
} {
  const shift = besideOthers({ document, clip, shift: shiftOf({ clip, at }) });
  const moved = ({ x, y }: Position): Position => ({ x: x + shift.x, y: y + shift.y });
  const named = underFreeIds({ document, clip });
  const operations: Operation[] = [];
  const ids: string[] = [];
  const declared = new Set((document.variables ?? []).map((variable) => variable.key));
  for (const variable of named.variables ?? [])
    if (!declared.has(variable.key)) operations.push({ type: 'variable.add', variable });
  for (const node of named.nodes) {
    if (node.type === 'start') continue;
    ids.push(node.id);
    operations.push({ type: 'node.add', node, position: moved(named.layout?.[node.id] ?? { x: 0, y: 0 }) });
  }
  const added = new Set(ids);
  for (const edge of named.edges)
    if (added.has(edge.from) && added.has(edge.to)) operations.push({ type: 'edge.add', edge });
  for (const [language, texts] of Object.entries(named.translations ?? {}))
    for (const [path, value] of Object.entries(texts))
      if (added.has(path.split('.')[0] ?? '')) operations.push({ type: 'translation.set', language, path, value });
  const taken = {
    notes: new Set((document.notes ?? []).map((note) => note.id)),
    frames: new Set((document.frames ?? []).map((frame) => frame.id)),
  };
  for (const note of named.notes ?? []) {
    const id = freeName({ stem: note.id, taken: taken.notes });
    taken.notes.add(id);
    ids.push(noteItem(id));
    operations.push({ type: 'note.add', note: { ...note, id, ...moved(note) } });
  }
  for (const frame of named.frames ?? []) {
    const id = freeName({ stem: frame.id, taken: taken.frames });
    taken.frames.add(id);
    ids.push(frameItem(id));
    operations.push({ type: 'frame.add', frame: { ...frame, id, ...moved(frame) } });
  }
  return { ids, operations };
}

/** A clip under ids that are free in a document, which what the clip's own templates read follows. */
export function underFreeIds({ document, clip }: { document: FlowDocument; clip: FlowDocument }): FlowDocument {
  const taken = new Set([...document.nodes, ...clip.nodes].map((node) => node.id));
  const here = new Set(document.nodes.map((node) => node.id));
  const names = new Map<string, string>();
  for (const { id } of clip.nodes) {
    if (!here.has(id)) continue;
    const to = freeName({ stem: id, taken });
    taken.add(to);
    names.set(id, to);
  }
  return renameNodes({ document: clip, names });
}

function shiftOf({ clip, at }: { clip: FlowDocument; at: Position | undefined }): Position {
  if (!at) return { x: 40, y: 60 };
  const places = [...Object.values(clip.layout ?? {}), ...(clip.notes ?? []), ...(clip.frames ?? [])];
  return {
    x: at.x - Math.min(...places.map((place) => place.x)),
    y: at.y - Math.min(...places.map((place) => place.y)),
  };
}

/** Moved on where exactly the same place is taken, as by what was pasted before. */
function besideOthers({
  document,
  clip,
  shift,
}: {
  document: FlowDocument;
  clip: FlowDocument;
  shift: Position;
}): Position {
  const taken = new Set(boxesOf({ document }).map(({ x, y }) => `${x} ${y}`));
  const corners = boxesOf({ document: clip });
  let { x, y } = shift;
  while (corners.some((corner) => taken.has(`${corner.x + x} ${corner.y + y}`))) [x, y] = [x + STEP, y + STEP];
  return { x, y };
}
