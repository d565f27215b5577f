import { type ProductTextKey, productTexts, productTextsGerman } from '@patchbay/node-kit';
import type { FlowSettings } from '@patchbay/flow-spec';
import { localeChain } from './locale-chain.ts';

/** A flow's own wordings of the product's texts: by key for every language under ``, else by language in lower case. */
export type TextOverrides = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function textOverrides(texts: FlowSettings['texts']): TextOverrides {
  const overrides = new Map<string, Map<string, string>>();
  const everywhere = new Map<string, string>();
  for (const [name, value] of Object.entries(texts ?? {})) {
    if (typeof value === 'string') everywhere.set(name, value);
    else if (typeof value === 'object' && value !== null) {
      const own = Object.entries(value).filter(([, text]) => typeof text === 'string');
      overrides.set(name.toLowerCase(), new Map(own));
    }
  }
  return overrides.set('', everywhere);
}

const catalogues: Record<string, Record<ProductTextKey, string>> = { en: productTexts, de: productTextsGerman };

/** A text of the product in a conversation's language; the flow's own wording comes first, that for the language before that for all. */
export function productText(options: {
  overrides: TextOverrides;
  locale: string;
  key: ProductTextKey;
  values?: Record<string, string | number>;
}): string {
  const { overrides, key, values } = options;
  const text = wording({ overrides, key, languages: localeChain(options.locale) });
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}

function wording(options: { overrides: TextOverrides; key: ProductTextKey; languages: string[] }): string {
  const { overrides, key, languages } = options;
  for (const language of languages) {
    const own = overrides.get(language)?.get(key);
    if (own !== undefined) return own;
  }
  const language = languages.find((name) => Object.hasOwn(catalogues, name)) ?? 'en';
  return overrides.get('')?.get(key) ?? catalogues[language]?.[key] ?? productTexts[key];
}
