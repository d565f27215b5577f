import { i18n } from './i18n.ts';
import { addSourceTexts } from './localise.ts';
import { sourceTexts } from './source-texts.ts';
import { isLanguage, type Language, languageOf } from './languages.ts';

const CHOSEN = 'patchbay-language';

/** The language that is shown now. */
export function language(): Language {
  return isLanguage(i18n.language) ? i18n.language : 'en';
}

/** The language that this person chose, undefined when the browser decides. */
export function chosenLanguage(): Language | undefined {
  const kept = localStorage.getItem(CHOSEN);
  return isLanguage(kept) ? kept : undefined;
}

/** Keeps a choice in this browser (undefined: as the browser says) and shows it. */
export async function chooseLanguage(chosen: Language | undefined): Promise<void> {
  if (chosen) localStorage.setItem(CHOSEN, chosen);
  else localStorage.removeItem(CHOSEN);
  await show(chosen ?? languageOf(navigator.languages));
}

/** To be waited for before the first drawing, so that no screen changes its language under one's eyes. */
export async function startTexts(): Promise<void> {
  await show(chosenLanguage() ?? languageOf(navigator.languages));
}

async function show(next: Language): Promise<void> {
  if (next === 'de' && !i18n.hasResourceBundle('de', 'shell')) {
    const [{ german }, { germanOf }] = await Promise.all([import('./german/index.ts'), import('./german-of/index.ts')]);
    for (const [namespace, texts] of Object.entries(german)) i18n.addResourceBundle('de', namespace, texts);
    addSourceTexts('de', sourceTexts(germanOf));
  }
  await i18n.changeLanguage(next);
  document.documentElement.lang = next;
}
