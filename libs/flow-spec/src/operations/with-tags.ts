/**
 * The text with each of its tags, `{{ … }}` or `{% … %}`, changed by `tag`, and what stands between them by `between`; either is left as it is without. One step a
 * character, however many tags are opened and not closed.
 */
export function withTags({
  text,
  tag = same,
  between = same,
}: {
  text: string;
  tag?(part: string): string;
  between?(part: string): string;
}): string {
  let result = '';
  let at = 0;
  // Of a kind that is not closed any more, none is looked for again.
  const closed = { '{{': true, '{%': true };
  for (let open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
    const kind = text.slice(open, open + 2);
    if ((kind !== '{{' && kind !== '{%') || !closed[kind]) continue;
    const end = text.indexOf(kind === '{{' ? '}}' : '%}', open + 2);
    if (end < 0) {
      closed[kind] = false;
      continue;
    }
    result += between(text.slice(at, open)) + tag(text.slice(open, end + 2));
    at = end + 2;
    open = at - 1;
  }
  return result + between(text.slice(at));
}

function same(part: string): string {
  return part;
}
