/** Notes where the caret is before what others wrote comes into the field, and puts it behind the same words afterwards. */
export function keepCaret(): void {
  const field = window.document.activeElement;
  if (!isText(field)) return;
  const { value, selectionStart, selectionEnd } = field;
  if (selectionStart === null || selectionEnd === null) return;
  const restore = () => {
    if (field.value === value || window.document.activeElement !== field) return;
    const move = { before: value, after: field.value };
    field.setSelectionRange(movedCaret({ ...move, at: selectionStart }), movedCaret({ ...move, at: selectionEnd }));
  };
  // React draws at the end of this task: the second one comes after it, and before anything that is typed.
  queueMicrotask(() => queueMicrotask(restore));
}

/** Where a caret of a text is after the text has changed in one place. */
export function movedCaret({ before, after, at }: { before: string; after: string; at: number }): number {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  if (at <= start) return at;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  if (at >= before.length - end) return at + after.length - before.length;
  // In the midst of what was changed: behind it.
  return after.length - end;
}

/** Whether it has a caret that can be asked for. */
export function isText(element: Element | null | undefined): element is HTMLTextAreaElement | HTMLInputElement {
  return (
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && /^(text|search)$/.test(element.type))
  );
}
