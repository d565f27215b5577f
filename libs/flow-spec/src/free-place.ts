import type { FlowDocument, Position } from './flow-document.ts';

/** What a card takes with the room around it, in pixels of the canvas. */
export const CARD_STEP = { x: 320, y: 200 } as const;

/** The place nearest below one where no card stands in the way. */
export function freePlace({ document, near }: { document: FlowDocument; near: Position }): Position {
  const below = Object.values(document.layout ?? {})
    .filter((one) => Math.abs(one.x - near.x) < CARD_STEP.x && one.y > near.y - CARD_STEP.y)
    .map((one) => one.y)
    .sort((a, b) => a - b);
  let { y } = near;
  for (const taken of below) {
    if (taken >= y + CARD_STEP.y) break;
    if (taken > y - CARD_STEP.y) y = taken + CARD_STEP.y;
  }
  return { x: near.x, y };
}
