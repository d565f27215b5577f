import { hold, isFocusLost } from './hold-focus.ts';

/** How long something may take to be drawn, in frames. */
const MOST_FRAMES = 600;

let latest: object | undefined;

/**
 * Gives the focus to the first that fits, in what is shown or about to be: at once where it is there, for what is typed next is meant for it. Only the last wish counts, and only while nothing else takes
 * the focus. `meanwhile` fits what has it until then, so that what is typed there is no command.
 */
export function focusWhenDrawn(selector: string, meanwhile?: string): void {
  const wish = {};
  latest = wish;
  if (focusFirst(selector)) return;
  const place = meanwhile === undefined ? null : document.querySelector<HTMLElement>(meanwhile);
  if (place && !place.contains(document.activeElement)) hold(place);
  const before = document.activeElement;
  let frames = 0;
  const look = () => {
    if (latest !== wish || (document.activeElement !== before && !isFocusLost())) return;
    if (!focusFirst(selector) && frames++ < MOST_FRAMES) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Whether there is one that fits. */
function focusFirst(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector);
  found?.focus();
  return found !== null;
}
