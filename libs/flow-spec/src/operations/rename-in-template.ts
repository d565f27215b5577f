/**
 * The text with a name under a root, such as `nodes.<name>` or `vars['<name>']`, under another name. What stands outside tags or in quotes is left as it is.
 * The name has no characters that mean something to a regular expression.
 */
export function renameInTemplate({
  text,
  root = 'nodes',
  id,
  to,
}: {
  text: string;
  root?: 'nodes' | 'vars' | 'env';
  id: string;
  to: string;
}): string {
  if (!text.includes(id) || !text.includes(root)) return text;
  const reference = new RegExp(
    `"[^"]*"|'[^']*'|(?<![\\w.-])(${root}\\s*(?:\\.\\s*|\\[\\s*(["'])))${id}(?:\\2(?=\\s*\\])|(?![\\w-]))`,
    'g',
  );
  return withTags({
    text,
    change: (tag) =>
      tag.replace(reference, (whole, before?: string, quote = '') =>
        before === undefined ? whole : `${before}${to}${quote}`,
      ),
  });
}

/** The text with each of its tags, `{{ … }}` or `{% … %}`, changed. One step a character, however many of them are opened and not closed. */
function withTags({ text, change }: { text: string; change(tag: string): string }): string {
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
    result += text.slice(at, open) + change(text.slice(open, end + 2));
    at = end + 2;
    open = at - 1;
  }
  return result + text.slice(at);
}
