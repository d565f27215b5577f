/** What of a style decides where a character of a text area stands. */
const COPIED = [
  'boxSizing',
  'width',
  'paddingTop',
  'paddingRight',
  'paddingBottom',
  'paddingLeft',
  'borderTopWidth',
  'borderRightWidth',
  'borderBottomWidth',
  'borderLeftWidth',
  'fontFamily',
  'fontSize',
  'fontWeight',
  'fontStyle',
  'letterSpacing',
  'lineHeight',
  'textIndent',
  'tabSize',
  'direction',
] as const;

/** Where a character of a text area stands in the window, in pixels, and how high its line is; kept to what is seen of the area. Browsers do not tell: the text is set once more, unseen. */
export function caretPlace(area: HTMLTextAreaElement, index: number): { left: number; top: number; height: number } {
  const style = getComputedStyle(area);
  const mirror = document.createElement('div');
  Object.assign(mirror.style, {
    position: 'absolute',
    visibility: 'hidden',
    top: '0',
    left: '-9999px',
    borderStyle: 'solid',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'break-word',
  });
  for (const name of COPIED) mirror.style[name] = style[name];
  mirror.textContent = area.value.slice(0, index);
  const mark = document.createElement('span');
  // Something stands there, so that the mark is on the line that the character is on.
  mark.textContent = area.value.slice(index) || '.';
  mirror.append(mark);
  document.body.append(mirror);
  const [box, first] = [mirror.getBoundingClientRect(), mark.getClientRects()[0] ?? mark.getBoundingClientRect()];
  mirror.remove();
  const own = area.getBoundingClientRect();
  const x = first.left - box.left - area.scrollLeft;
  const y = first.top - box.top - area.scrollTop;
  return {
    left: own.left + Math.max(0, Math.min(x, own.width)),
    top: own.top + Math.max(0, Math.min(y, own.height - first.height)),
    height: first.height,
  };
}
