import { isText } from './keep-caret.ts';

/**
 * Notes in which field of the side panel one is before what others did is shown. Where that field is drawn anew, as its node has another id, the caret goes into the new one; where it is
 * gone with its node, the focus stays in the panel, so that what is typed next is no command.
 */
export function keepFocus(): void {
  const field = window.document.activeElement;
  const panel = field?.closest<HTMLElement>('.pb-side');
  if (!field || !panel || field === panel) return;
  const name = nameOf(field);
  const caret = isText(field) ? [field.selectionStart, field.selectionEnd] : [];
  const findAgain = () =>
    [...panel.querySelectorAll<HTMLElement>('input, textarea, select, [contenteditable="true"]')].find(
      (one) => nameOf(one) === name,
    );
  const restore = () => {
    const again = findAgain();
    again?.focus();
    const [start, end] = caret;
    if (isText(again) && typeof start === 'number' && typeof end === 'number') again.setSelectionRange(start, end);
    return again !== undefined;
  };
  const look = () => {
    if (field.isConnected || !panel.isConnected || restore()) return;
    panel.tabIndex = -1;
    panel.focus();
    // The form of the new id may be drawn later.
    const drawn = new MutationObserver(() => {
      if (window.document.activeElement !== panel || restore()) drawn.disconnect();
    });
    drawn.observe(panel, { childList: true, subtree: true });
  };
  // As the caret of a field that stays.
  queueMicrotask(() => queueMicrotask(look));
}

function nameOf(field: Element): string {
  const labels = 'labels' in field && field.labels instanceof NodeList ? [...field.labels] : [];
  const texts = [field.getAttribute('aria-label'), ...labels.map((label) => label.textContent)];
  return JSON.stringify([field.tagName, field.closest<HTMLElement>('[data-path]')?.dataset.path, texts]);
}
