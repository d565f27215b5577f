import type { FlowDocument, FlowFrame, FlowNode, FlowNote, Position } from './flow-document.ts';
import { isRecord } from './is-record.ts';

/** What a card of usual height takes with the room around it, in pixels of the canvas. */
export const CARD_STEP = { x: 320, y: 200 } as const;

/** The room that is kept below a card, and to the right of and below what is no card. */
const BELOW = 40;
export const ASIDE = 20;
const CARD = { width: 248, head: 82, port: 24, ports: 3 } as const;
const NOTE = { width: 200, height: 96 } as const;
/** The upper edge of a frame, where its title stands. */
const TITLE = 40;

export interface Box extends Position {
  width: number;
  height: number;
}

/** What a card covers at most: this lib draws nothing, but items of a list that have a name (options, cases, intents) have a port each. */
export function cardBox({ node, at }: { node: FlowNode | undefined; at: Position }): Box {
  const named = Object.values(node?.config ?? {}).map((value) =>
    Array.isArray(value) ? value.filter((item) => isRecord(item) && ('id' in item || 'name' in item)).length : 0,
  );
  const ports = Math.max(CARD.ports, Math.max(0, ...named) + 2);
  return { x: at.x, y: at.y, width: CARD.width, height: CARD.head + ports * CARD.port };
}

export function noteBox({ x, y, width = NOTE.width, height = NOTE.height }: FlowNote): Box {
  return { x, y, width, height };
}

export function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** Whether one lies in another as a whole. */
export function isWithin({ box, area }: { box: Box; area: Box }): boolean {
  const right = box.x + box.width <= area.x + area.width;
  const bottom = box.y + box.height <= area.y + area.height;
  return box.x >= area.x && box.y >= area.y && right && bottom;
}

/** Whether a frame takes a box along: its middle is in the area, and it is no larger. */
export function standsIn({ box, area }: { box: Box; area: Box }): boolean {
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2, width: 0, height: 0 };
  return isWithin({ box: middle, area }) && box.width < area.width && box.height < area.height;
}

export function frameTitle({ x, y, width }: Box): Box {
  return { x, y, width, height: TITLE };
}

/**
 * The place nearest below one where nothing stands in the way of a card, or of another box: no card, no note and no title of a frame. What begins in a frame stays in it, or stands below it as a
 * whole; a frame itself (`isFrame`) keeps off the whole of others. It hangs on the document alone, so that all who ask get the same.
 */
export function freePlace({
  document,
  near,
  size = cardBox({ node: undefined, at: near }),
  isFrame = false,
}: {
  document: FlowDocument;
  near: Position;
  size?: { width: number; height: number };
  isFrame?: boolean;
}): Position {
  const taken = obstacles({ document, wholeFrames: isFrame });
  const around = isFrame ? [] : (document.frames ?? []).filter((frame) => holds({ frame, place: near }));
  const box = cardRoom({ ...near, ...size });
  for (;;) {
    const bottoms = taken.filter((one) => overlap(one, box)).map((one) => one.y + one.height);
    for (const frame of around) {
      const bottom = frame.y + frame.height;
      if (box.y < bottom && box.y + size.height > bottom) bottoms.push(bottom + ASIDE);
    }
    if (bottoms.length === 0) return { x: near.x, y: box.y };
    box.y = Math.max(...bottoms);
  }
}

function obstacles({ document, wholeFrames }: { document: FlowDocument; wholeFrames: boolean }): Box[] {
  const { nodes, layout = {}, notes = [], frames = [] } = document;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return [
    ...Object.entries(layout).map(([id, at]) => cardRoom(cardBox({ node: byId.get(id), at }))),
    ...notes.map((note) => withRoom(noteBox(note))),
    ...frames.map((frame) => (wholeFrames ? withRoom(frame) : frameTitle(frame))),
  ];
}

function withRoom({ x, y, width, height }: Box): Box {
  return { x, y, width: width + ASIDE, height: height + ASIDE };
}

// With the room to its right and below it; that to its left and above is its neighbour's.
function cardRoom(box: Box): Box {
  const width = box.width + CARD_STEP.x - CARD.width;
  return { ...box, width, height: Math.max(box.height + BELOW, CARD_STEP.y) };
}

function holds({ frame, place }: { frame: FlowFrame; place: Position }): boolean {
  return overlap({ ...place, width: 1, height: 1 }, frame);
}
