/**
 * The dotted path of the first text, key or value, that the database cannot hold as it is: with NUL, or with half of a surrogate pair. Undefined when there is none.
 * Walks without recursion, so that no depth can overflow it.
 */
export function unstorableText(value: unknown): string | undefined {
  const open: { value: unknown; path: string }[] = [{ value, path: '' }];
  for (let part = open.pop(); part; part = open.pop()) {
    if (typeof part.value === 'string') {
      if (!isStorable(part.value)) return part.path;
    } else if (typeof part.value === 'object' && part.value !== null)
      for (const [key, inner] of Object.entries(part.value)) {
        const path = part.path ? `${part.path}.${key}` : key;
        if (!isStorable(key)) return part.path;
        open.push({ value: inner, path });
      }
  }
  return undefined;
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
