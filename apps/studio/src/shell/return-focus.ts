import { HOLDER } from './hold-focus.ts';

/** So many of what had the focus are remembered. */
const MOST = 12;

/** Longer than Mantine takes to return the focus by itself. */
const AFTER_MS = 40;

/**
 * Gives the focus back when a dialog goes. Mantine does so for dialogs that are there before they are opened; most of ours are drawn only while they are
 * open, and the focus would be nowhere after them. Whatever takes the focus meanwhile keeps it.
 */
export function returnFocusAfterDialogs(): void {
  const focused: HTMLElement[] = [];
  const watched = new WeakSet<Element>();
  document.addEventListener('focusin', ({ target }) => {
    // An entry of a menu is gone when the dialog comes that it opens: what opened the menu is still there.
    if (!(target instanceof HTMLElement) || target.closest('[role="menu"]') || target.matches(HOLDER)) return;
    focused.unshift(target);
    focused.length = Math.min(focused.length, MOST);
    const place = target.closest('[role="dialog"]') ? target.closest('[data-mantine-shared-portal-node]') : null;
    if (!place || watched.has(place)) return;
    watched.add(place);
    new MutationObserver((changes) => {
      if (changes.some(({ removedNodes }) => removedNodes.length > 0)) setTimeout(giveBack, AFTER_MS);
    }).observe(place, { childList: true });
  });

  function giveBack(): void {
    if (document.activeElement !== document.body) return;
    const open = [...document.querySelectorAll('[role="dialog"]')].at(-1);
    focused
      .find((one) => one.isConnected && !one.matches(':disabled') && (!open || open.contains(one)))
      ?.focus({ preventScroll: true });
  }
}
