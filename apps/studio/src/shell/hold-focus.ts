import { focusCanvas } from '../canvas/focus-canvas.ts';

/** What is worked in, beside the canvas: what is typed there is no command. */
const PLACE = '.pb-side, [role="dialog"]';
/** Parts of one that can stand for what was in them. */
const PART = `${PLACE}, section, article, li, [role="tabpanel"], [role="region"]`;
/** What has the focus in place of something that lost it. */
export const HOLDER = '[data-holds-focus]';

/** Whether nothing has the focus, or only what stands in for what had it. */
export function isFocusLost(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement.matches(HOLDER);
}

/**
 * Keeps the focus in the side panel or the dialog in which somebody works by keys, where what has it goes or cannot be pressed for a while: what is around it has the focus then, so that the next key
 * is no command, and Tab goes on from there. A button that was busy has it again. From the panel, Escape leads to the canvas. A pointer needs none of this.
 */
export function holdFocus(): void {
  /** What has the focus, where it is in such a place, and what it is in, from the inside out. */
  let focused: { element: HTMLElement; within: HTMLElement[] } | undefined;
  /** What will have it again once it can be pressed. */
  let busy: HTMLElement | undefined;
  let byPointer = false;

  window.addEventListener('pointerdown', () => (byPointer = true), true);
  window.addEventListener('keydown', () => (byPointer = false), true);
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    // A menu gives the focus back itself.
    const isHeld = target.closest(PLACE) !== null && target.closest('[role="menu"]') === null;
    focused = isHeld ? { element: target, within: partsAround(target) } : undefined;
    if (!target.matches(HOLDER)) busy = undefined;
  });
  document.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (target instanceof HTMLElement && target.matches(HOLDER)) {
      if (target.dataset.holdsFocus === 'lent') target.removeAttribute('tabindex');
      delete target.dataset.holdsFocus;
    }
    // What can keep the focus, and does not, was left.
    queueMicrotask(() => {
      if (relatedTarget === null && focused?.element === target && document.hasFocus() && !isGone(focused.element))
        focused = undefined;
    });
  });
  document.addEventListener('keydown', (event) => {
    const { key, target, defaultPrevented } = event;
    if (key !== 'Escape' || defaultPrevented || !(target instanceof HTMLElement)) return;
    if (!target.matches('.pb-side') && !(target.matches(HOLDER) && target.closest('.pb-side'))) return;
    event.preventDefault();
    focusCanvas();
  });
  new MutationObserver(() => {
    if (busy && !isGone(busy) && isFocusLost()) return busy.focus({ preventScroll: true });
    if (!focused || byPointer || !isGone(focused.element)) return;
    const { element, within } = focused;
    if (document.activeElement !== document.body && document.activeElement !== element) return;
    if (element.isConnected) busy = element;
    within.some(hold);
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
}

function isGone(element: HTMLElement): boolean {
  return !element.isConnected || element.matches(':disabled');
}

/** The parts around an element, from the inside out. */
function partsAround(element: HTMLElement): HTMLElement[] {
  const parts: HTMLElement[] = [];
  for (let at = element.parentElement?.closest<HTMLElement>(PART); at; at = at.parentElement?.closest(PART))
    parts.push(at);
  return parts;
}

/** Gives a part the focus until it goes elsewhere; false where it cannot have it, as what is gone or hidden. */
export function hold(part: HTMLElement): boolean {
  if (!part.isConnected) return false;
  const isStop = part.hasAttribute('tabindex');
  if (!isStop) part.tabIndex = -1;
  part.dataset.holdsFocus = isStop ? 'own' : 'lent';
  part.focus({ preventScroll: true });
  return document.activeElement === part;
}
