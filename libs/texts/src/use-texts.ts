import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { english } from './english/index.ts';
import { i18n } from './i18n.ts';

export type Namespace = keyof typeof english;

/** The texts of a namespace, for a component: it is drawn anew when the language changes. */
export function useTexts<Name extends Namespace>(namespace: Name) {
  return useTranslation(namespace, { i18n }).t;
}

/** The texts of a namespace in the language of this moment, for what is no component. To be called when a text is shown. */
export function textsOf<Name extends Namespace>(namespace: Name): TFunction<Name> {
  return i18n.getFixedT(i18n.language, namespace);
}
