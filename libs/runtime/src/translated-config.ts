import type { FlowDocument } from '@patchbay/flow-spec';
import { localeChain } from './locale-chain.ts';

/** Texts of other languages by path within their node (`options.laptop.label`), by language in lower case, by node. */
export type TranslationsByNode = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, string>>>;

/** A document's translations by node, so that compiling a node looks at its own texts alone. */
export function translationsByNode(translations: FlowDocument['translations']): TranslationsByNode {
  const byNode = new Map<string, Map<string, Map<string, string>>>();
  for (const [language, texts] of Object.entries(translations ?? {})) {
    for (const [path, text] of Object.entries(texts)) {
      const end = path.indexOf('.');
      if (end < 0) continue;
      const languages = inner(byNode, path.slice(0, end));
      inner(languages, language.toLowerCase()).set(path.slice(end + 1), text);
    }
  }
  return byNode;
}

function inner<Value>(map: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  const known = map.get(key);
  if (known) return known;
  const made = new Map<string, Value>();
  map.set(key, made);
  return made;
}

/**
 * A node's config in each language that translates any of its texts. A text that `de-CH` lacks is that of `de`, then that of the node itself.
 * `raw` names the top-level keys that are never translated: code, conditions, assignments.
 */
export function translatedConfigs(options: {
  node: string;
  config: Record<string, unknown>;
  raw: readonly string[];
  translations: TranslationsByNode;
}): Map<string, Record<string, unknown>> {
  const { config, raw } = options;
  const result = new Map<string, Record<string, unknown>>();
  const languages = options.translations.get(options.node);
  for (const language of languages?.keys() ?? []) {
    let translated: unknown = config;
    for (const name of localeChain(language).toReversed()) {
      for (const [path, text] of languages?.get(name) ?? []) {
        if (!raw.some((key) => isAt({ path, name: key }))) translated = withText({ value: translated, path, text });
      }
    }
    if (translated !== config && isRecord(translated)) result.set(language, translated);
  }
  return result;
}

/** The variant for a locale: of `de-CH`, else of `de`; undefined when there is none. */
export function languageOf<Variant>(variants: ReadonlyMap<string, Variant>, locale: string): Variant | undefined {
  if (variants.size === 0) return undefined;
  const language = localeChain(locale).find((name) => variants.has(name));
  return language === undefined ? undefined : variants.get(language);
}

// A path that leads to no text changes nothing.
function withText({ value, path, text }: { value: unknown; path: string; text: string }): unknown {
  if (path === '') return typeof value === 'string' ? text : value;
  if (Array.isArray(value)) {
    const found = itemAt({ list: value, path });
    if (!found) return value;
    const before: unknown = value[found.index];
    const after = withText({ value: before, path: path.slice(found.name.length + 1), text });
    return after === before ? value : value.with(found.index, after);
  }
  if (!isRecord(value)) return value;
  const key = longest(Object.keys(value).filter((name) => isAt({ path, name })));
  if (key === undefined) return value;
  const after = withText({ value: value[key], path: path.slice(key.length + 1), text });
  return after === value[key] ? value : { ...value, [key]: after };
}

// An item by its `id`, `key` or `name`, else by its place. An id may hold dots itself, so names are compared, not steps.
function itemAt({ list, path }: { list: unknown[]; path: string }): { index: number; name: string } | undefined {
  for (const [index, item] of list.entries()) {
    const names = isRecord(item) ? [item.id, item.key, item.name].filter((name) => typeof name === 'string') : [];
    const name = longest(names.filter((one) => isAt({ path, name: one })));
    if (name !== undefined) return { index, name };
  }
  const index = list.findIndex((_, at) => isAt({ path, name: String(at) }));
  return index < 0 ? undefined : { index, name: String(index) };
}

function isAt({ path, name }: { path: string; name: string }): boolean {
  return path === name || path.startsWith(`${name}.`);
}

function longest(names: string[]): string | undefined {
  return names.toSorted((one, other) => other.length - one.length)[0];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
