import { withTags } from './with-tags.ts';

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
    tag: (tag) =>
      tag.replace(reference, (whole, before?: string, quote = '') =>
        before === undefined ? whole : `${before}${to}${quote}`,
      ),
  });
}
