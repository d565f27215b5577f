/** The text with `nodes.<id>` inside its tags, also `nodes['<id>']`, under another id. What stands outside tags or in quotes is left as it is. */
export function renameInTemplate({ text, id, to }: { text: string; id: string; to: string }): string {
  if (!text.includes(id) || !text.includes('nodes')) return text;
  const reference = new RegExp(
    `"[^"]*"|'[^']*'|(?<![\\w.-])(nodes\\s*(?:\\.\\s*|\\[\\s*(["'])))${id}(?:\\2(?=\\s*\\])|(?![\\w-]))`,
    'g',
  );
  return text.replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, (tag) =>
    tag.replace(reference, (whole, before?: string, quote = '') =>
      before === undefined ? whole : `${before}${to}${quote}`,
    ),
  );
}
