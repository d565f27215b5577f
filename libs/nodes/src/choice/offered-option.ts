import { foldText } from '@patchbay/expressions';
import type { ConfigOf, JsonValue } from '@patchbay/node-kit';
import { isRecord, jsonOf, printed } from '../shared/read-config.ts';
import type { choiceDefinition } from './definition.ts';
import { isTellingWord } from './is-telling-word.ts';

/** An option as it was offered: kept while the node waits, so that an answer means what the user saw. */
export type OfferedOption = {
  id: string;
  label: string;
  value: JsonValue;
  /** Texts that choose it, folded: its label, id, other texts, and those of the untranslated flow; not its place, where the author gave no id. */
  texts: string[];
};

type Config = ConfigOf<typeof choiceDefinition>;

/** Options of a rendered config; `untranslated` gives what is saved and what else may be typed. */
export function offeredOptions({ config, untranslated }: { config: Config; untranslated: Config }): OfferedOption[] {
  const taken = new Set<string>();
  return config.options.map((one, index) => {
    const original = untranslated.options[index] ?? one;
    const own = partsOf({ one, index });
    const source = partsOf({ one: original, index });
    let { id } = own;
    for (let extra = 2; taken.has(id); extra++) id = `${own.id}_${extra}`;
    taken.add(id);
    const typed = [own.label, source.label, ...own.named, ...own.also, ...source.also];
    const texts = typed.map(foldText).filter(Boolean);
    return { id, label: own.label, value: source.value ?? source.label, texts: [...new Set(texts)] };
  });
}

function partsOf({ one, index }: { one: Config['options'][number]; index: number }): {
  id: string;
  label: string;
  value: JsonValue | undefined;
  /** The id, where it is more than a place in the list. */
  named: string[];
  also: string[];
} {
  const place = String(index + 1);
  if (!isRecord(one)) return { id: place, label: String(one), value: one, named: [], also: [] };
  const also = Array.isArray(one.also) ? one.also.map(String) : [];
  const named = [typeof one.id === 'string' ? one.id : printed(one.value)].filter(Boolean);
  const value = one.value === undefined || one.value === '' ? undefined : jsonOf(one.value);
  return { id: named[0] ?? place, label: printed(one.label), value, named, also };
}

/** The options that a typed text chooses; undefined when it chooses none, or leaves open which. */
export function typedOptions({
  options,
  text,
  match,
  multiple,
}: {
  options: OfferedOption[];
  text: string;
  match: Config['match'];
  multiple: boolean;
}): OfferedOption[] | undefined {
  const whole = typedOption({ options, text, match });
  if (whole) return [whole];
  if (!multiple) return undefined;
  const parts = text.split(/[,;\n]|\s+(?:and|und|et|y|e)\s+/i).filter((part) => part.trim() !== '');
  const chosen = parts.map((part) => typedOption({ options, text: part, match }));
  const found = chosen.filter((one) => one !== undefined);
  // In the order of the options, as a click gives them.
  return found.length > 0 && found.length === chosen.length
    ? options.filter((option) => found.includes(option))
    : undefined;
}

function typedOption({
  options,
  text,
  match,
}: {
  options: OfferedOption[];
  text: string;
  match: Config['match'];
}): OfferedOption | undefined {
  const folded = foldText(text);
  // What the user sees comes first: another option's id may read the same.
  const exact =
    options.find((option) => foldText(option.label) === folded) ??
    options.find((option) => option.texts.includes(folded)) ??
    options.find((option) => option.texts.includes(withoutMarks(folded)));
  if (exact || match === 'exact') return exact;
  const number = /^(?:nr\.?|no\.?|option|#)?\s*(\d{1,3})\.?$/.exec(folded);
  if (number) return options[Number(number[1]) - 1];
  const words = wordsOf(folded);
  const hits = options.filter((option) =>
    option.texts.some((one) =>
      wordsOf(one).some((word) => isTelling({ word, options, option }) && words.includes(word)),
    ),
  );
  return hits.length === 1 ? hits[0] : undefined;
}

// "Yes!" and "no." are a yes and a no.
function withoutMarks(text: string): string {
  let end = text.length;
  while (end > 0 && ' .,!?…'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

// A word tells an option when no other has it.
function isTelling({
  word,
  options,
  option,
}: {
  word: string;
  options: OfferedOption[];
  option: OfferedOption;
}): boolean {
  if (!isTellingWord({ word, texts: option.texts })) return false;
  return options.every((other) => other === option || !other.texts.some((one) => wordsOf(one).includes(word)));
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
