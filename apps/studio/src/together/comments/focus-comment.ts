/** How long the panel may take to be drawn, in frames. */
const MOST_FRAMES = 30;

/** Puts the caret where a comment is written, in the panel that is shown or about to be. */
export function focusComment(): void {
  let frames = 0;
  const look = () => {
    const area = document.querySelector<HTMLElement>('.pb-side [role="tabpanel"] .pb-comment-area textarea');
    if (area) area.focus();
    else if (frames++ < MOST_FRAMES) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
