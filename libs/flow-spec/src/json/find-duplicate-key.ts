const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;

interface Level {
  /** Keys of an object so far; undefined for a list. */
  keys: Set<string> | undefined;
  /** Where the walk stands in it. */
  at: string | number;
  /** Whether the next text is a key. */
  keyNext: boolean;
}

/**
 * The path of the first key that an object of a JSON text has twice, dotted; undefined when there is none. `JSON.parse` takes the last of them and says nothing,
 * other readers take the first: what was checked is then not what is read. The text must be valid JSON. Linear in its length.
 */
export function findDuplicateKey(text: string): string | undefined {
  const levels: Level[] = [];
  let level: Level | undefined;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === QUOTE) {
      const end = endOfText(text, index + 1);
      if (level?.keys && level.keyNext) {
        const key = textOf(text.slice(index, end + 1));
        level.at = key;
        if (level.keys.has(key)) return levels.map(({ at }) => at).join('.');
        level.keys.add(key);
        level.keyNext = false;
      }
      index = end;
    } else if (unit === OPEN_OBJECT || unit === OPEN_LIST) {
      const object = unit === OPEN_OBJECT;
      level = { keys: object ? new Set() : undefined, at: object ? '' : 0, keyNext: object };
      levels.push(level);
    } else if (unit === CLOSE_OBJECT || unit === CLOSE_LIST) {
      levels.pop();
      level = levels.at(-1);
    } else if (unit === COMMA && level) {
      level.keyNext = true;
      if (typeof level.at === 'number') level.at += 1;
    }
  }
  return undefined;
}

function endOfText(text: string, from: number): number {
  for (let index = from; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === BACKSLASH) index++;
    else if (unit === QUOTE) return index;
  }
  return text.length;
}

// Escapes can spell the same key in several ways.
function textOf(literal: string): string {
  return literal.includes('\\') ? String(JSON.parse(literal)) : literal.slice(1, -1);
}
