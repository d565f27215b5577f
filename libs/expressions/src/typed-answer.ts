import { linearMatch } from './linear-match.ts';
import { foldText } from './text-equals.ts';
import { typedDate } from './typed-date.ts';

export const EXPECTATIONS = ['text', 'number', 'email', 'date', 'url', 'yes_no', 'regex'] as const;
export type Expectation = (typeof EXPECTATIONS)[number];

export type TypedAnswer = { ok: true; value: string | number | boolean } | { ok: false };

export interface TypedQuestion {
  expects: Expectation;
  text: string;
  /** For `regex`: must fit the whole text, outer spaces aside. */
  pattern?: string | undefined;
  /** ISO, for words such as `tomorrow`. */
  now: string;
  timezone: string;
  locale: string;
}

const no: TypedAnswer = { ok: false };

/** What a typed text answers to a question. An address, number or date may stand in a sentence when it is the only one. Throws `PatternError`. */
export function parseTypedAnswer(question: TypedQuestion): TypedAnswer {
  const text = question.text.trim();
  if (text === '') return no;
  switch (question.expects) {
    case 'text':
      return { ok: true, value: text };
    case 'number':
      return only(numbersIn({ text, locale: question.locale }));
    case 'email':
      return only(emailsIn(text));
    case 'url':
      return only(urlsIn(text));
    case 'date':
      return typedDate(question);
    case 'yes_no':
      return yesNo(text);
    case 'regex':
      return question.pattern !== undefined && linearMatch({ pattern: question.pattern, text, whole: true })
        ? { ok: true, value: text }
        : no;
    default:
      return question.expects satisfies never;
  }
}

function only<Value extends string | number>(found: Value[]): TypedAnswer {
  const [first, ...others] = [...new Set(found)];
  return first === undefined || others.length > 0 ? no : { ok: true, value: first };
}

const addressCharacters = /[^\s<>()[\],;:"'„“”«»]+/g;

function emailsIn(text: string): string[] {
  const found: string[] = [];
  for (const [word] of text.replace(/mailto:/gi, ' ').matchAll(addressCharacters)) {
    const address = word.replace(/[.!?]+$/, '');
    if (
      address.length <= 254 &&
      /^[\p{L}\p{N}.!#$%&*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.[\p{L}]{2,63}$/u.test(address) &&
      !address.includes('..')
    )
      found.push(address);
  }
  return found;
}

function urlsIn(text: string): string[] {
  const found: string[] = [];
  for (const [word] of text.matchAll(/https?:\/\/[^\s<>"„“”]+/gi)) {
    const address = word.replace(/[.,;:!?)\]]+$/, '');
    if (URL.canParse(address) && new URL(address).hostname !== '') found.push(address);
  }
  return found;
}

function numbersIn({ text, locale }: { text: string; locale: string }): number[] {
  const found: number[] = [];
  // Digits that belong to a word, a date, a time or a version are no number.
  for (const [token] of text.matchAll(/[^\s]+/g)) {
    const word = token.replace(/^[^\d+\-.,]+|[^\d]+$/g, (edge) => (/[\p{L}]/u.test(edge) ? edge : ''));
    const number = numberOf({ word: word.replace(/[€$£%]/g, ''), locale });
    if (number !== undefined) found.push(number);
  }
  return found;
}

function numberOf({ word, locale }: { word: string; locale: string }): number | undefined {
  if (!/^[+-]?[\d.,'’]*\d$/.test(word)) return undefined;
  const plain = word.replace(/['’]/g, '');
  const comma = usesDecimalComma(locale);
  const [group, point] = comma ? ['.', ','] : [',', '.'];
  const local = asNumber({ text: plain, group, point });
  return local ?? asNumber({ text: plain, group: point, point: group });
}

function asNumber({ text, group, point }: { text: string; group: string; point: string }): number | undefined {
  const [whole = '', fraction, ...rest] = text.split(point);
  if (rest.length > 0 || fraction === '' || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined;
  const sign = /^[+-]?/.exec(whole)?.[0] ?? '';
  const groups = whole.slice(sign.length).split(group);
  if (groups.length > 1 && (!/^\d{1,3}$/.test(groups[0] ?? '') || groups.slice(1).some((one) => !/^\d{3}$/.test(one))))
    return undefined;
  const digits = groups.join('');
  if (!/^\d*$/.test(digits) || (digits === '' && fraction === undefined)) return undefined;
  const number = Number(`${sign}${digits || '0'}${fraction === undefined ? '' : `.${fraction}`}`);
  return Number.isFinite(number) ? number : undefined;
}

function usesDecimalComma(locale: string): boolean {
  try {
    return new Intl.NumberFormat(locale).format(1.5).includes(',');
  } catch {
    return false;
  }
}

const yes = new Set([
  'yes',
  'y',
  'yeah',
  'yep',
  'yup',
  'sure',
  'ok',
  'okay',
  'correct',
  'true',
  'ja',
  'jo',
  'jawohl',
  'klar',
  'genau',
  'gerne',
  'stimmt',
  'oui',
  'ouais',
  'si',
  'sí',
  'sì',
  'claro',
  'certo',
  'tak',
  'sim',
  'jep',
  'da',
  '👍',
]);
const nay = new Set([
  'no',
  'n',
  'nope',
  'nah',
  'not',
  'false',
  'wrong',
  'nein',
  'ne',
  'nee',
  'nö',
  'non',
  'nie',
  'não',
  'nao',
  'falsch',
  '👎',
]);
const fillers = new Set([
  'please',
  'bitte',
  'thanks',
  'danke',
  'of',
  'course',
  'it',
  'is',
  'does',
  'i',
  'do',
  'that',
  'right',
  'thank',
  'you',
  'doch',
  'das',
  'gern',
  'sir',
  'merci',
  'gracias',
  'grazie',
  'really',
  'leider',
  'unfortunately',
]);

function yesNo(text: string): TypedAnswer {
  const words = foldText(text)
    .split(/[\s.,!?;:]+/)
    .filter(Boolean);
  const rest = words.filter((word) => !fillers.has(word));
  if (rest.length === 0 || rest.length > 3) return no;
  if (rest.every((word) => yes.has(word))) return { ok: true, value: true };
  if (rest.every((word) => nay.has(word))) return { ok: true, value: false };
  return no;
}
