/** Whether a key press belongs to a field, a dialog or a conversation, and not to the editor. */
export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
      target.closest('[role="dialog"], [role="menu"], .pb-conversation, .cm-editor') !== null)
  );
}
