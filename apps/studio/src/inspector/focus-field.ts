import { focusCanvas } from '../canvas/focus-canvas.ts';

/** How long a form may take to be drawn, in frames. */
const MOST_FRAMES = 30;
/** How long a field may take to be drawn within what holds it. */
const DRAWN_FRAMES = 10;

/**
 * Puts the caret into the field of a path (`options.1.label`) of the form that is shown or about to be, or into what holds it. A path that no form has, such as a port, leads to the canvas, where
 * what it is about is selected.
 */
export function focusField(path: string): void {
  let frames = 0;
  const look = (): void => {
    const field = fieldAt(path);
    // What holds it is drawn before it is, as an item of a list that unfolds.
    const isExact = field?.dataset.path === path;
    if (field && (unfold({ field, path }) || (!isExact && frames++ < DRAWN_FRAMES))) {
      requestAnimationFrame(look);
      return;
    }
    const input = field?.querySelector<HTMLElement>('input, textarea, select, [contenteditable="true"], button');
    if (input) {
      input.scrollIntoView({ block: 'center' });
      input.focus({ preventScroll: true });
      // What unfolds takes the focus a moment later.
      if (document.activeElement !== input && frames++ < MOST_FRAMES) requestAnimationFrame(look);
    } else if (frames++ < MOST_FRAMES) requestAnimationFrame(look);
    else focusCanvas();
  };
  requestAnimationFrame(look);
}

/** Opens what the field is folded away in: an item of a list, or the settings for the rare case. */
function unfold({ field, path }: { field: HTMLElement; path: string }): boolean {
  if (field.dataset.path === path) return false;
  const fold =
    field.querySelector<HTMLElement>(':scope > * > [data-list-head][aria-expanded="false"]') ??
    field.querySelector<HTMLElement>('[data-more][aria-expanded="false"]');
  fold?.click();
  return fold !== null;
}

function fieldAt(path: string): HTMLElement | null {
  const steps = path.split('.');
  for (let length = steps.length; length > 0; length--) {
    const found = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(steps.slice(0, length).join('.'))}"]`);
    if (found) return found;
  }
  return null;
}
