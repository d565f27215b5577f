/** The canvas, or the line of the outline that had the focus last: there the keys are those of commands. */
export const CANVAS = '.react-flow, .pb-outline-line[tabindex="0"]';

export function focusCanvas(): void {
  document.querySelector<HTMLElement>(CANVAS)?.focus();
}
