/** Numbers that stand in a text by themselves; digits of a word, a date, a time, a version or a telephone number are none. */
export function numbersIn({ text, locale }: { text: string; locale: string }): number[] {
  const usesComma = usesDecimalComma(locale);
  return joinedGroups(text)
    .split(/\s+/)
    .flatMap((word) => {
      const digits = withoutEdges(word);
      const number = digits === undefined ? undefined : numberOf({ digits, usesComma });
      return number === undefined ? [] : [number];
    });
}

// Groups of three, apart by the spaces that are made for it, or by plain ones where nothing else is typed.
function joinedGroups(text: string): string {
  const plain = text.replaceAll('\u2212', '-');
  if (/^[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?$/.test(plain)) return plain.replaceAll(' ', '');
  return plain.replace(/(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))/g, '');
}

/** A word without the signs around it (`€`, `%`, brackets, quotes); undefined when letters are among them. */
function withoutEdges(word: string): string | undefined {
  let start = 0;
  while (start < word.length && !/[\d+\-.,]/.test(word.charAt(start))) start++;
  let end = word.length;
  while (end > start && !/\d/.test(word.charAt(end - 1))) end--;
  const edges = word.slice(0, start) + word.slice(end);
  return start === end || /\p{L}/u.test(edges) ? undefined : word.slice(start, end);
}

function numberOf({ digits, usesComma }: { digits: string; usesComma: boolean }): number | undefined {
  if (!/^[+-]?[\d.,'’]*\d$/.test(digits)) return undefined;
  const plain = digits.replace(/['’]/g, '');
  const [own, other] = usesComma ? ([',', '.'] as const) : (['.', ','] as const);
  return asNumber({ text: plain, point: own, group: other }) ?? asNumber({ text: plain, point: other, group: own });
}

function asNumber({ text, group, point }: { text: string; group: string; point: string }): number | undefined {
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  const [whole = '', fraction, ...rest] = text.slice(sign.length).split(point);
  if (rest.length > 0 || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined;
  const [first = '', ...groups] = whole.split(group);
  if (groups.some((one) => !/^\d{3}$/.test(one)) || (groups.length > 0 && !/^\d{1,3}$/.test(first))) return undefined;
  const number = Number(`${sign}${[first, ...groups].join('') || '0'}.${fraction ?? '0'}`);
  return Number.isFinite(number) ? number : undefined;
}

function usesDecimalComma(locale: string): boolean {
  try {
    return new Intl.NumberFormat(locale).format(1.5).includes(',');
  } catch {
    return false;
  }
}
