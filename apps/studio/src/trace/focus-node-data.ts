import { focusCanvas } from '../canvas/focus-canvas.ts';

/** How long the data may take to be drawn, in frames. */
const MOST_FRAMES = 60;

/** Leads to the data of the selected node, unfolded, or from there back to the canvas. */
export function focusNodeData(): void {
  const at = document.querySelector('.pb-node-data');
  if (at?.contains(document.activeElement)) return focusCanvas();
  let frames = 0;
  const look = (): void => {
    const body = document.querySelector<HTMLElement>('.pb-node-data-body');
    if (body) return body.focus();
    document.querySelector<HTMLElement>('.pb-node-data-fold[aria-expanded="false"]')?.click();
    if (frames++ < MOST_FRAMES) requestAnimationFrame(look);
  };
  look();
}
