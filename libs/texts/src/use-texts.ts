import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { english } from './english/index.ts';
import { i18n } from './i18n.ts';

export type Namespace = keyof typeof english;

/** The texts of a namespace, for a component: it is drawn anew when the language changes. */
export function useTexts<Name extends Namespace>(namespace: Name) {
  return remembering(useTranslation(namespace, { i18n }).t);
}

const remembered = new WeakMap<object, object>();

// Most texts have nothing to put in, and are looked up each time something is drawn: what i18next found is kept with its function, of which each language has another.
function remembering<Name extends Namespace>(t: TFunction<Name>): TFunction<Name> {
  const known = remembered.get(t);
  // Made below, of this very function.
  if (known) return known as TFunction<Name>;
  const texts = new Map<unknown, unknown>();
  const made = new Proxy(t, {
    apply(target, self, given: unknown[]) {
      const [key] = given;
      if (given.length !== 1 || typeof key !== 'string') return Reflect.apply(target, self, given);
      if (!texts.has(key)) texts.set(key, Reflect.apply(target, self, given));
      return texts.get(key);
    },
  });
  remembered.set(t, made);
  return made;
}

/** The texts of a namespace in the language of this moment, for what is no component. To be called when a text is shown. */
export function textsOf<Name extends Namespace>(namespace: Name): TFunction<Name> {
  return i18n.getFixedT(i18n.language, namespace);
}
