import { i18n } from './i18n.ts';

/** What another language makes of the sentences that come from outside of the studio. */
export interface SourceTexts {
  /** Sentences without anything filled in, by the English one. */
  whole: ReadonlyMap<string, string>;
  /** Sentences with `{0}`, `{1}` …, the most particular first. */
  patterns: readonly { english: RegExp; translated: string }[];
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
  return texts ? (translate({ english, texts, depth: 0 }) ?? english) : english;
}

function translate({
  english,
  texts,
  depth,
}: {
  english: string;
  texts: SourceTexts;
  depth: number;
}): string | undefined {
  const whole = texts.whole.get(english);
  if (whole !== undefined) return whole;
  for (const { english: pattern, translated } of texts.patterns) {
    const found = pattern.exec(english);
    if (!found) continue;
    // What is filled in can be a sentence of its own: `"{0}": {1}`.
    return translated.replace(/\{(\d+)\}/g, (_, index: string) => {
      const part = found[Number(index) + 1] ?? '';
      return (depth < 3 ? translate({ english: part, texts, depth: depth + 1 }) : undefined) ?? part;
    });
  }
  return undefined;
}
