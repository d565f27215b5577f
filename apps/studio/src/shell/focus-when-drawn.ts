/** How long something may take to be drawn, in frames. */
const MOST_FRAMES = 600;

let latest: object | undefined;

/** Gives the focus to the first that fits, in what is shown or about to be. Only the last wish counts, and only while nothing else takes the focus. */
export function focusWhenDrawn(selector: string): void {
  const before = document.activeElement;
  const wish = {};
  latest = wish;
  let frames = 0;
  const look = () => {
    if (latest !== wish || (document.activeElement !== before && document.activeElement !== document.body)) return;
    const found = document.querySelector<HTMLElement>(selector);
    if (found) found.focus();
    else if (frames++ < MOST_FRAMES) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
