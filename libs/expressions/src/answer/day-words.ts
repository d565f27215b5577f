import { foldText } from './text-equals.ts';

const byLanguage: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  en: { today: 0, tomorrow: 1, yesterday: -1 },
  de: { heute: 0, morgen: 1, übermorgen: 2, gestern: -1, vorgestern: -2 },
  fr: { "aujourd'hui": 0, demain: 1, hier: -1 },
  es: { hoy: 0, mañana: 1, ayer: -1 },
  it: { oggi: 0, domani: 1, ieri: -1 },
  nl: { vandaag: 0, morgen: 1, overmorgen: 2, gisteren: -1 },
  pl: { dziś: 0, dzisiaj: 0, jutro: 1, wczoraj: -1 },
  pt: { hoje: 0, amanhã: 1, ontem: -1 },
};

/** Days from today by a word, in English, German and the language of the locale: "hier" is yesterday in French alone. */
export function dayOfWord({ word, locale }: { word: string; locale: string }): number | undefined {
  const [language = ''] = locale.toLowerCase().split(/[-_]/);
  for (const words of [byLanguage[language], byLanguage.en, byLanguage.de]) {
    for (const [known, days] of Object.entries(words ?? {})) if (foldText(known) === word) return days;
  }
  return undefined;
}
