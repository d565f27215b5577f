import { english } from '../english/index.ts';
import { german } from '../german/index.ts';
import { germanOf } from '../german-of/index.ts';

/** English texts that a German screen must not show: those whose German is another, with nothing filled in. */
export const untranslatedTexts: readonly string[] = [
  ...Object.entries(english).flatMap(([namespace, texts]) =>
    Object.entries<string>(texts).filter(([key, text]) => german[namespace as keyof typeof english][key] !== text),
  ),
  ...Object.entries(germanOf)
    .filter(([english, german]) => english !== german)
    .map(([english]) => ['', english] as const),
]
  .map(([, text]) => text)
  .filter((text) => /^[A-Z]/.test(text) && !/\{/.test(text));
