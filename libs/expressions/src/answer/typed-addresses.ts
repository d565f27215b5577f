const LONGEST_EMAIL = 254;
const LONGEST_LABEL = 63;
const LONGEST_LOCAL = 64;

/** Mail addresses in a text, as they are typed; one that is typed twice is one. */
export function emailsIn(text: string): string[] {
  const found = new Map<string, string>();
  for (const word of text.split(/[\s<>()[\]\\,;:"„“”«»‘’]+/)) {
    const address = withoutEnd(word.startsWith("'") && word.endsWith("'") ? word.slice(1) : word);
    if (isEmail(address)) found.set(address.toLowerCase(), address);
  }
  return [...found.values()];
}

/** Web addresses in a text, `http` and `https` alone. */
export function addressesIn(text: string): string[] {
  const found: string[] = [];
  for (const word of text.split(/[\s<>"„“”«»]+/)) {
    const start = /https?:\/\//i.exec(word)?.index;
    if (start === undefined) continue;
    const address = closed(withoutMarks(word.slice(start)));
    if (URL.canParse(address) && new URL(address).hostname !== '') found.push(address);
  }
  return found;
}

function isEmail(address: string): boolean {
  const [local = '', domain = '', ...rest] = address.split('@');
  if (address.length > LONGEST_EMAIL || rest.length > 0 || local.length > LONGEST_LOCAL) return false;
  if (!/^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+$/u.test(local) || /^\.|\.\.|\.$/.test(local)) return false;
  const labels = domain.split('.');
  const top = labels.at(-1) ?? '';
  return (
    labels.length > 1 &&
    labels.every(
      (label) =>
        label.length <= LONGEST_LABEL && /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u.test(label),
    ) &&
    (/^[\p{L}\p{M}]{2,}$/u.test(top) || /^xn--/i.test(top))
  );
}

// A bracket or full stop after an address belongs to the sentence, a bracket that the address opened to the address.
function closed(address: string): string {
  let text = address;
  for (const [open, close] of ['()', '[]'].map((pair) => [pair.charAt(0), pair.charAt(1)] as const))
    while (text.endsWith(close) && count({ text, sign: close }) > count({ text, sign: open }))
      text = withoutMarks(text.slice(0, -1));
  return text;
}

function count({ text, sign }: { text: string; sign: string }): number {
  return text.split(sign).length - 1;
}

// A mail address ends in a letter or digit, whatever the sentence puts after it.
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && !/[\p{L}\p{M}\p{N}]/u.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

function withoutMarks(text: string): string {
  let end = text.length;
  while (end > 0 && ".,;:!?'’".includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
