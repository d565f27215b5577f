import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { english } from './english/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: typeof english;
    returnNull: false;
  }
}

/** The one instance of i18next. It begins in English, which needs nothing to be loaded. */
export const i18n = createInstance();

// `Trans` finds it by this.
i18n.use(initReactI18next);

void i18n.init({
  lng: 'en',
  fallbackLng: 'en',
  supportedLngs: ['en', 'de'],
  resources: { en: english },
  ns: Object.keys(english),
  defaultNS: 'shell',
  initAsync: false,
  // React escapes by itself.
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
});
