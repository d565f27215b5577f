import { Lexer, type Token } from 'marked';

/** Past these a text is drawn as it stands: what a person writes is far below, and the parser would take seconds or end in a full stack. */
const MOST = { characters: 50_000, word: 2_000, markers: 16 };

/** The tokens of a Markdown text; undefined where it is to be drawn as plain text. */
export function lexMarkdown(text: string): Token[] | undefined {
  if (text.length > MOST.characters || hasLongWord(text) || isNestedDeep(text)) return undefined;
  try {
    return new Lexer({ gfm: true, breaks: true }).lex(text);
  } catch {
    // The parser is recursive: whatever exhausts it is no text for people.
    return undefined;
  }
}

function hasLongWord(text: string): boolean {
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    length = text.charCodeAt(index) <= 0x20 ? 0 : length + 1;
    if (length > MOST.word) return true;
  }
  return false;
}

// Quotes in quotes and lists in lists, at the beginning of one line.
function isNestedDeep(text: string): boolean {
  return text.split('\n').some((line) => {
    let markers = 0;
    for (const part of line
      .slice(0, 2_000)
      .trimStart()
      .split(/[ \t]+/)) {
      if (/^[>*+-]+$/.test(part)) markers += part.startsWith('>') ? part.length : 1;
      else if (/^\d{1,9}[.)]$/.test(part)) markers += 1;
      else break;
    }
    return markers > MOST.markers;
  });
}
