/** Short answers that are one all the same, where an option reads so. */
const answers = new Set(['ja', 'nö', 'no', 'ok', 'si', 'sí']);

/** Words that hold sentences together and tell no option from another, in the languages of the product. Negations are none of them. */
const joining = new Set(
  [
    'the and but for with from that this these those you your our his her its they them what which who',
    'are was were has have had will would can could',
    'der die das den dem des ein eine einen einem einer und oder aber mit von vom für auf aus bei zum zur',
    'ich sie wir mir mich mein meine meinen ihr ihre ist sind war hat habe haben wird werden kann',
  ].flatMap((words) => words.split(' ')),
);

/** Whether a word of a sentence can choose an option that has it; `texts` are all that choose that option, folded. */
export function isTellingWord({ word, texts }: { word: string; texts: readonly string[] }): boolean {
  const isWholeText = texts.includes(word);
  if (word.length < 3 && !/\d/.test(word)) return isWholeText && answers.has(word);
  return isWholeText || !joining.has(word);
}
