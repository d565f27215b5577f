import type { KeyboardEvent } from 'react';
import { focusCanvas } from '../canvas/focus-canvas.ts';

/** Escape leads from a field of the form back to the canvas or the outline, where the keys are those of commands again; in an open list or a dialog it closes that. */
export function leaveForm(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget } = event;
  if (key !== 'Escape' || event.defaultPrevented || !(target instanceof HTMLElement)) return;
  if (!currentTarget.contains(target) || target.getAttribute('aria-expanded') === 'true') return;
  // It is no command as well: what is selected stays so.
  event.stopPropagation();
  focusCanvas();
}
