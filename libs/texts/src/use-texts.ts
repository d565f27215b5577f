import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { english } from './english/index.ts';
import { i18n } from './i18n.ts';

export type Namespace = keyof typeof english;

/** The texts of a namespace, for a component: it is drawn anew when the language changes. */
export function useTexts<Name extends Namespace>(namespace: Name) {
  return remembering({ t: useTranslation(namespace, { i18n }).t, namespace });
}

const remembered = new WeakMap<object, object>();
const found = new WeakMap<object, Map<string, unknown>>();

// Most texts have nothing to put in, and are looked up each time something is drawn, hundreds of them for a first screen. Those are taken from the table as they stand; what i18next has
// to work on it works on once. Kept by table, of which each language has its own: each component has a function of its own.
function remembering<Name extends Namespace>({
  t,
  namespace,
}: {
  t: TFunction<Name>;
  namespace: Namespace;
}): TFunction<Name> {
  const known = remembered.get(t);
  // Made below, of this very function.
  if (known) return known as TFunction<Name>;
  const table: Record<string, unknown> = i18n.getResourceBundle(i18n.language, namespace) ?? {};
  const texts = found.get(table) ?? new Map<string, unknown>();
  found.set(table, texts);
  const made = new Proxy(t, {
    apply(target, self, given: unknown[]) {
      const [key] = given;
      if (given.length !== 1 || typeof key !== 'string') return Reflect.apply(target, self, given);
      if (!texts.has(key)) texts.set(key, isPlain(table[key]) ? table[key] : Reflect.apply(target, self, given));
      return texts.get(key);
    },
  });
  remembered.set(t, made);
  return made;
}

// Nothing to fill in, and no text within the text.
function isPlain(text: unknown): boolean {
  return typeof text === 'string' && !/\{\{|\$t\(/.test(text);
}

/** The texts of a namespace in the language of this moment, for what is no component. To be called when a text is shown. */
export function textsOf<Name extends Namespace>(namespace: Name): TFunction<Name> {
  return i18n.getFixedT(i18n.language, namespace);
}
