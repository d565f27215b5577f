import { HOLDER } from '../shell/hold-focus.ts';

const MODAL = '[role="dialog"][aria-modal="true"]';
const APART = '[role="dialog"], [role="menu"], .pb-conversation, .cm-editor';
const STAND_IN = `.pb-side, ${HOLDER}`;
/** Kinds of INPUT in which nothing is typed, so that they have nothing to take back. */
const CHOSEN = /^(button|checkbox|color|file|image|radio|range|reset|submit)$/;

/** Whether a key press belongs to a field, a dialog or a conversation, and not to the editor. The side panel itself, or a part of it, has the focus where what one was in is gone. */
export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (isBehindDialog(target) ||
      target.isContentEditable ||
      /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
      target.matches(STAND_IN) ||
      target.closest(APART) !== null)
  );
}

export function inDialog(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.closest('[role="dialog"], [role="menu"]') !== null || isBehindDialog(target))
  );
}

/**
 * Whether what has the focus lies behind an open dialog: nothing has it, as where the dialog's button cannot be pressed while it works, or what the dialog was opened from still has it. What is typed then
 * is the dialog's. One that had the focus and gave it back is about to go.
 */
export function isBehindDialog(target: EventTarget | null): boolean {
  if (!(target instanceof Element) || target.closest('[role="dialog"], [role="menu"]')) return false;
  const open = [...document.querySelectorAll(MODAL)];
  return open.some((dialog) => target === document.body || !entered.has(dialog));
}

/** Dialogs that have had the focus. */
const entered = new WeakSet<Element>();

/** Notes a dialog that gets the focus. */
export function noteDialog({ target }: FocusEvent): void {
  const dialog = target instanceof Element && target.closest(MODAL);
  if (dialog) entered.add(dialog);
}

/** Whether a field takes back by itself what was typed into it. A switch, a list from which one chooses, and a field of a form whose text is in the flow with each key leave that to the editor: a browser forgets what it could take back once others write into the field, or writes over theirs. */
export function takesBack(target: EventTarget | null): boolean {
  if (!isWriting(target) || !(target instanceof HTMLElement)) return false;
  if (target.closest('[data-form]') !== null && target.closest('.cm-editor') === null)
    return target.matches('[data-draft]');
  if (target.closest(APART) !== null) return true;
  if (target.matches(STAND_IN)) return false;
  if (target instanceof HTMLInputElement) return !target.readOnly && !CHOSEN.test(target.type);
  return !(target instanceof HTMLSelectElement);
}
