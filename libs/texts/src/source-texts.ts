import type { SourceTexts } from './localise.ts';

/** Makes ready a table of English sentences and their translation; `{0}` stands for what is filled in. */
export function sourceTexts(table: Readonly<Record<string, string>>): SourceTexts {
  const whole = new Map<string, string>();
  const patterns: SourceTexts['patterns'][number][] = [];
  for (const [english, translated] of Object.entries(table)) {
    if (!/\{\d+\}/.test(english)) {
      whole.set(english, translated);
      continue;
    }
    const pieces = english.split(/\{\d+\}/);
    const source = pieces.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.*?)');
    // What stands between quotation marks.
    const names = new Set(
      pieces
        .slice(1)
        .flatMap((after, index) => (/["“]$/.test(pieces[index] ?? '') && /^["”]/.test(after) ? [index] : [])),
    );
    patterns.push({ english: new RegExp(`^${source}$`, 's'), translated, fixed: pieces.join('').length, names });
  }
  // Of two that leave as much in English, the one that says more comes first.
  patterns.sort((one, other) => other.fixed - one.fixed);
  return { whole, patterns };
}
