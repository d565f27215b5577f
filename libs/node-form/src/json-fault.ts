const SPACE = /[ \t\n\r]*/y;
const TEXT = /"(?:[^"\\\n]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const PLAIN = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;

/** What may come next: a value, or the end of a list as well; a key; what stands behind one; what stands behind a value. */
type Next = 'value' | 'item' | 'key' | 'first key' | 'colon' | 'rest';

/** Where a text stops being JSON, its end where it does not: what every browser says in words of its own, or not at all. */
export function jsonFault(text: string): { line: number; column: number } {
  const before = text.slice(0, faultAt(text)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function faultAt(text: string): number {
  const open: string[] = [];
  let next: Next = 'value';
  for (let at = end(SPACE, text, 0) ?? 0; ; at = end(SPACE, text, at) ?? at) {
    const char = text[at];
    if (char === undefined) return at;
    const isValue = next === 'value' || next === 'item';
    const closed = char === '}' ? '{' : char === ']' ? '[' : undefined;
    if (isValue && (char === '{' || char === '[')) {
      open.push(char);
      next = char === '{' ? 'first key' : 'item';
      at += 1;
    } else if (closed !== undefined && (next === 'rest' || next === (closed === '{' ? 'first key' : 'item'))) {
      if (open.pop() !== closed) return at;
      next = 'rest';
      at += 1;
    } else if (next === 'rest' && char === ',' && open.length > 0) {
      next = open.at(-1) === '{' ? 'key' : 'value';
      at += 1;
    } else if (next === 'colon' && char === ':') {
      next = 'value';
      at += 1;
    } else {
      const isKey: boolean = next === 'key' || next === 'first key';
      const after = isValue ? (end(TEXT, text, at) ?? end(PLAIN, text, at)) : isKey ? end(TEXT, text, at) : undefined;
      if (after === undefined) return at;
      next = isKey ? 'colon' : 'rest';
      at = after;
    }
  }
}

/** Where what stands at a place ends; undefined when it does not stand there. */
function end(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
