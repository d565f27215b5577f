import type { Box } from './use-target-box.ts';

interface Size {
  width: number;
  height: number;
}

const GAP = 12;

/** Where the card of a step stands: beside what it points at, where there is room; in a corner otherwise, so that it covers the least. */
export function cardPlace({ target, card, view }: { target: Box | undefined; card: Size; view: Size }): {
  left: number;
  top: number;
} {
  const corner = { left: view.width - card.width - GAP, top: view.height - card.height - GAP };
  if (!target) return corner;
  const clamp = (value: number, most: number) => Math.max(GAP, Math.min(value, most - GAP));
  const top = clamp(target.top, view.height - card.height);
  const left = clamp(target.left + target.width - card.width, view.width - card.width);
  const right = target.left + target.width + GAP;
  if (right + card.width + GAP <= view.width) return { left: right, top };
  const before = target.left - card.width - GAP;
  if (before >= GAP) return { left: before, top };
  const below = target.top + target.height + GAP;
  if (below + card.height + GAP <= view.height) return { left, top: below };
  const above = target.top - card.height - GAP;
  if (above >= GAP) return { left, top: above };
  return corner;
}
