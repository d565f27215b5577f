import { i18n } from './i18n.ts';

/** What another language makes of the sentences that come from outside of the studio. */
export interface SourceTexts {
  /** Sentences without anything filled in, by the English one. */
  whole: ReadonlyMap<string, string>;
  /**
   * Sentences with `{0}`, `{1}` …, those with the most words of their own first; `fixed` is how many characters these have. What stands in
   * quotation marks (`names`, by index) is somebody’s own word, such as the label of an option, and is never translated.
   */
  patterns: readonly { english: RegExp; translated: string; fixed: number; names: ReadonlySet<number> }[];
}

/** A translation, and how many characters of the English it stands for; the others are kept as they are. */
interface Reading {
  text: string;
  known: number;
}

const bundles = new Map<string, SourceTexts>();

export function addSourceTexts(language: string, texts: SourceTexts): void {
  bundles.set(language, texts);
}

/**
 * A sentence that a definition, a problem or the server says, in the language of the studio. English stays where it is said; what has no translation is
 * shown as it is. To be called when it is shown.
 */
export function localise(english: string): string {
  const texts = bundles.get(i18n.language);
  return texts ? (read({ english, texts, depth: 0 })?.text ?? english) : english;
}

/** Of all patterns that a sentence fits, the one that with what is filled in leaves the least in English. */
function read({ english, texts, depth }: { english: string; texts: SourceTexts; depth: number }): Reading | undefined {
  const whole = texts.whole.get(english);
  if (whole !== undefined) return { text: whole, known: english.length };
  let best: Reading | undefined;
  for (const { english: pattern, translated, fixed, names } of texts.patterns) {
    const found = pattern.exec(english);
    if (!found) continue;
    // What is filled in can be a sentence of its own: `"{0}": {1}`.
    const parts = found.slice(1).map(
      (part, index) =>
        (depth < 3 && !names.has(index) ? read({ english: part, texts, depth: depth + 1 }) : undefined) ?? {
          text: part,
          known: 0,
        },
    );
    const known = parts.reduce((sum, part) => sum + part.known, fixed);
    if (best && best.known >= known) continue;
    best = { text: translated.replace(/\{(\d+)\}/g, (_, index: string) => parts[Number(index)]?.text ?? ''), known };
  }
  return best;
}
