/** A ref of the field of a card. Where the card goes while one writes in it, the side panel has the focus, so that what is typed next is no command. */
export function keepWords(field: HTMLElement | null): (() => void) | undefined {
  if (!field) return undefined;
  return () => {
    if (window.document.activeElement !== field) return;
    queueMicrotask(() => {
      const panel = window.document.querySelector<HTMLElement>('.pb-side');
      if (!panel || window.document.activeElement !== window.document.body) return;
      panel.tabIndex = -1;
      panel.focus({ preventScroll: true });
    });
  };
}
