import { dateNamesOf, knownLocale } from '../dates/date-names.ts';
import { foldText } from './text-equals.ts';

const MOST_LOCALES = 100;
const known = new Map<string, ReadonlyMap<string, number>>();

// Written, but not by the runtime.
const others: readonly (readonly [string, number])[] = [
  ['jänner', 1],
  ['feber', 2],
  ['maerz', 3],
  ['mrz', 3],
  ['sept', 9],
  ['okt', 10],
  ['dez', 12],
];

/** Months by their names, long and short, in English, German and the language of the locale. */
export function monthsByName(locale: string): ReadonlyMap<string, number> {
  let months = known.get(locale);
  if (!months) {
    months = new Map([...others, ...['en', 'de', knownLocale(locale)].flatMap(namesIn)]);
    if (known.size >= MOST_LOCALES) known.clear();
    known.set(locale, months);
  }
  return months;
}

function namesIn(locale: string): [string, number][] {
  const { months, shortMonths } = dateNamesOf(locale);
  // Beside a day a month may have another form: "grudzień", but "24 grudnia".
  const besideDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, index) => {
    const parts = besideDay.formatToParts(Date.UTC(1970, index, 1));
    const inflected = parts.find((part) => part.type === 'month')?.value;
    return [months[index], shortMonths[index], inflected]
      .filter((name) => name !== undefined)
      .map((name): [string, number] => [foldText(name).replace(/\.$/, ''), index + 1]);
  }).flat();
}
