const QUICK_STEPS = 50_000_000;

/** Whether a text holds another, in linear time: `includes` may take the product of both lengths, minutes for two long texts. */
export function containsText({ text, sought }: { text: string; sought: string }): boolean {
  if (sought.length > text.length) return false;
  if (text.length * sought.length <= QUICK_STEPS) return text.includes(sought);
  const borders = bordersOf(sought);
  let matched = 0;
  for (let at = 0; at < text.length; at++) {
    while (matched > 0 && text.charCodeAt(at) !== sought.charCodeAt(matched)) matched = borders[matched - 1] ?? 0;
    if (text.charCodeAt(at) === sought.charCodeAt(matched)) matched++;
    if (matched === sought.length) return true;
  }
  return false;
}

// For each beginning of a text, how much of its end is a beginning again (Knuth, Morris and Pratt).
function bordersOf(text: string): Uint32Array {
  const borders = new Uint32Array(text.length);
  let length = 0;
  for (let at = 1; at < text.length; at++) {
    while (length > 0 && text.charCodeAt(at) !== text.charCodeAt(length)) length = borders[length - 1] ?? 0;
    if (text.charCodeAt(at) === text.charCodeAt(length)) length++;
    borders[at] = length;
  }
  return borders;
}
