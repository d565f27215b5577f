import { afterAll, beforeAll } from '@jest/globals';
import { chooseLanguage, type Language } from '@patchbay/texts';
import { standInBrowser, standInStorage } from './stand-in-browser.ts';

/** Has the tests around it run in a language of the studio, with as much of a browser as that takes. */
export function testsIn(language: Language): void {
  const back = standInBrowser({ localStorage: standInStorage(), document: { documentElement: {} } });
  beforeAll(() => chooseLanguage(language));
  afterAll(async () => {
    await chooseLanguage('en');
    back();
  });
}
