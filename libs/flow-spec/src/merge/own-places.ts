import type { FlowDocument, FlowFrame, FlowNode, FlowNote } from '../flow-document.ts';
import {
  ASIDE,
  type Box,
  cardBox,
  frameTitle,
  freePlace,
  isWithin,
  noteBox,
  overlap,
  standsIn,
} from '../free-place.ts';
import type { Operation } from '../operation.ts';
import type { Placed } from './placed-by.ts';

/** A card, a note or a frame that mine add. */
export interface Own {
  /** The place among mine that adds it. */
  index: number;
  item: { kind: 'node'; node: FlowNode } | { kind: 'note'; note: FlowNote } | { kind: 'frame'; frame: FlowFrame };
  box: Box;
  moved: boolean;
}

/** What an operation adds. What is put back, by undo, comes to stand where it stood. */
export function ownOf({ operation, index }: { operation: Operation; index: number }): Own[] {
  switch (operation.type) {
    case 'node.add': {
      const { node, position } = operation;
      if (!position || operation.index !== undefined) return [];
      return [{ index, item: { kind: 'node', node }, box: cardBox({ node, at: position }), moved: false }];
    }
    case 'note.add': {
      const { note } = operation;
      return operation.index === undefined
        ? [{ index, item: { kind: 'note', note }, box: noteBox(note), moved: false }]
        : [];
    }
    case 'frame.add': {
      const { frame } = operation;
      const { x, y, width, height } = frame;
      return operation.index === undefined
        ? [{ index, item: { kind: 'frame', frame }, box: { x, y, width, height }, moved: false }]
        : [];
    }
    default:
      return [];
  }
}

/** Moves those of mine that something new covers, or whose title it does; each also evades those of mine before it that had to. */
export function evade({
  own,
  covering,
  before,
  document,
}: {
  own: Own[];
  covering: Placed;
  before: FlowDocument;
  document: FlowDocument;
}): void {
  const taken = [covering];
  const stood = own.map((one) => one.box);
  for (const [index, one] of own.entries()) {
    const isFrame = one.item.kind === 'frame';
    const frame = isFrame ? frameOf({ one, own, stood, before }) : undefined;
    const box = frame?.box ?? one.box;
    if (box === one.box && !taken.some((other) => isInTheWay({ box, frame, other }))) continue;
    const others = withOwn({ document, own: own.slice(0, index) });
    one.box = frame?.isAround
      ? above({ box, document: others })
      : { ...box, ...freePlace({ document: others, near: box, size: box, isFrame }) };
    one.moved = true;
    taken.push({ ...one.box, isFrame });
  }
}

function isInTheWay({ box, frame, other }: { box: Box; frame: OwnFrame | undefined; other: Placed }): boolean {
  if (overlap(frame ? frameTitle(box) : box, other.isFrame ? frameTitle(other) : other)) return true;
  if (!frame || frame.isAround || !other.isFrame) return false;
  return overlap(box, other) && !isWithin({ box, area: other }) && !isWithin({ box: other, area: box });
}

interface OwnFrame {
  box: Box;
  /** Whether it was put around something, and not onto the empty canvas. */
  isAround: boolean;
}

// A frame goes on standing around what it was put around, wherever that went.
function frameOf({
  one,
  own,
  stood,
  before,
}: {
  one: Own;
  own: readonly Own[];
  stood: readonly Box[];
  before: FlowDocument;
}): OwnFrame {
  const area = one.box;
  const contents = own.filter((other, index) => {
    const box = stood[index];
    return other !== one && box !== undefined && standsIn({ box, area });
  });
  const isAround =
    contents.length > 0 || [...itemsOf(before), ...(before.frames ?? [])].some((box) => standsIn({ box, area }));
  return { box: contents.reduce((around, { box }) => reaching({ around, box }), area), isAround };
}

function itemsOf({ nodes, layout = {}, notes = [] }: FlowDocument): Box[] {
  const cards = nodes.flatMap((node) => {
    const at = layout[node.id];
    return at ? [cardBox({ node, at })] : [];
  });
  return [...cards, ...notes.map(noteBox)];
}

function reaching({ around, box }: { around: Box; box: Box }): Box {
  const right = Math.max(around.x + around.width, box.x + box.width + ASIDE);
  const bottom = Math.max(around.y + around.height, box.y + box.height + ASIDE);
  const [width, height] = [right - around.x, bottom - around.y];
  return width === around.width && height === around.height ? around : { ...around, width, height };
}

// Its title goes above what lies on it; a frame that is like it comes to stand within it.
function above({ box, document }: { box: Box; document: FlowDocument }): Box {
  const hiding = [...itemsOf(document), ...(document.frames ?? []).map(frameTitle)];
  let { x, y, width, height } = box;
  for (;;) {
    const title = frameTitle({ x, y, width, height });
    const hit = hiding.find((other) => overlap(title, other));
    if (!hit) return { x, y, width, height };
    const up = y - hit.y + title.height + ASIDE;
    [x, y, width, height] = [x - ASIDE, y - up, width + ASIDE * 2, height + up + ASIDE];
  }
}

// Under names that nothing else can have: theirs may have the same.
function withOwn({ document, own }: { document: FlowDocument; own: readonly Own[] }): FlowDocument {
  const nodes = [...document.nodes];
  const notes = [...(document.notes ?? [])];
  const frames = [...(document.frames ?? [])];
  const layout = { ...document.layout };
  for (const [index, { item, box }] of own.entries()) {
    const id = `mine:${index}`;
    if (item.kind === 'node') {
      nodes.push({ ...item.node, id });
      layout[id] = { x: box.x, y: box.y };
    } else if (item.kind === 'note') notes.push({ ...item.note, ...box, id });
    else frames.push({ ...item.frame, ...box, id });
  }
  return { ...document, nodes, notes, frames, layout };
}
