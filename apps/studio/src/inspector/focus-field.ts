import { focusCanvas } from '../canvas/focus-canvas.ts';

/** How long a form may take to be drawn, in frames. */
const MOST_FRAMES = 30;

/**
 * Puts the caret into the field of a path (`options.1.label`) of the form that is shown or about to be, or into what holds it. A path that no form has, such as a port, leads to the canvas, where
 * what it is about is selected.
 */
export function focusField(path: string): void {
  let frames = 0;
  const look = () => {
    const field = fieldAt(path);
    const input = field?.querySelector<HTMLElement>('input, textarea, select, [contenteditable="true"], button');
    if (input) {
      input.scrollIntoView({ block: 'center' });
      input.focus({ preventScroll: true });
    } else if (frames++ < MOST_FRAMES) requestAnimationFrame(look);
    else focusCanvas();
  };
  requestAnimationFrame(look);
}

function fieldAt(path: string): Element | null {
  const steps = path.split('.');
  for (let length = steps.length; length > 0; length--) {
    const found = document.querySelector(`[data-path="${CSS.escape(steps.slice(0, length).join('.'))}"]`);
    if (found) return found;
  }
  return null;
}
