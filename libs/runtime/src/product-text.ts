import { type ProductTextKey, productTexts, productTextsGerman } from '@patchbay/node-kit';
import type { CompiledFlow } from './compile-flow.ts';

/** A text of the product in a conversation's language; the flow's `settings.texts` come first, by language or for all. */
export function productText(options: {
  flow: CompiledFlow;
  locale: string;
  key: ProductTextKey;
  values?: Record<string, string | number>;
}): string {
  const { flow, key, values = {} } = options;
  const locale = options.locale.toLowerCase();
  const language = locale.split('-')[0] ?? locale;
  const own = flow.texts[locale] ?? flow.texts[language];
  const override = (typeof own === 'object' ? own[key] : undefined) ?? flow.texts[key];
  const text =
    typeof override === 'string' ? override : language === 'de' ? productTextsGerman[key] : productTexts[key];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
