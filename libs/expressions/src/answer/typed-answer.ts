import { linearMatch } from '../matching/linear-match.ts';
import { addressesIn, emailsIn } from './typed-addresses.ts';
import { datesIn } from './typed-dates.ts';
import { numbersIn } from './typed-numbers.ts';
import { yesOrNo } from './yes-or-no.ts';

export const EXPECTATIONS = ['text', 'number', 'email', 'date', 'url', 'yes_no', 'regex'] as const;
export type Expectation = (typeof EXPECTATIONS)[number];

/** `date` gives `YYYY-MM-DD`, `number` a number, `yes_no` a boolean, all others the text. */
export type TypedAnswer = { ok: true; value: string | number | boolean } | { ok: false };

export interface TypedQuestion {
  expects: Expectation;
  text: string;
  /** For `regex`: must fit the whole text, outer spaces aside. */
  pattern?: string | undefined;
  /** ISO. Without it, words such as `tomorrow` and dates without a year are none. */
  now?: string | undefined;
  /** IANA name; UTC when missing or unknown. */
  timezone?: string | undefined;
  /** Decides how numbers and dates are written, such as `1,5` and `12/24/2026`; `en` when missing. */
  locale?: string | undefined;
}

// What is longer is no answer but a story; nothing that a user may send is read at length.
const LONGEST_ANSWER = 4_000;
const no: TypedAnswer = { ok: false };

/** What a typed text answers to a question. An address, number or date may stand in a sentence when it is the only one. Throws `PatternError`. */
export function parseTypedAnswer({
  expects,
  text: typed,
  pattern,
  now,
  timezone = 'UTC',
  locale = 'en',
}: TypedQuestion): TypedAnswer {
  const text = typed.trim();
  if (text === '') return no;
  if (expects === 'text') return { ok: true, value: text };
  if (text.length > LONGEST_ANSWER) return no;
  switch (expects) {
    case 'number':
      return onlyOne(numbersIn({ text, locale }));
    case 'email':
      return onlyOne(emailsIn(text));
    case 'url':
      return onlyOne(addressesIn(text));
    case 'date':
      return onlyOne(datesIn({ text, now, timezone, locale }));
    case 'yes_no':
      return answer(yesOrNo(text));
    case 'regex':
      return answer(pattern !== undefined && linearMatch({ pattern, text, whole: true }) ? text : undefined);
    default:
      return expects satisfies never;
  }
}

function onlyOne(found: readonly (string | number)[]): TypedAnswer {
  const [first, ...others] = new Set(found);
  return others.length > 0 ? no : answer(first);
}

function answer(value: string | number | boolean | undefined): TypedAnswer {
  return value === undefined ? no : { ok: true, value };
}
