import type { FlowDocument } from '@patchbay/flow-spec';
import type { NodeDefinition } from '@patchbay/node-kit';

/** A node's config with the texts of each language that translates any of them. */
export function translatedConfigs(options: {
  node: string;
  config: Record<string, unknown>;
  definition: NodeDefinition;
  translations: FlowDocument['translations'];
}): Map<string, Record<string, unknown>> {
  const result = new Map<string, Record<string, unknown>>();
  for (const [language, texts] of Object.entries(options.translations ?? {})) {
    const own = Object.entries(texts).filter(([path]) => path.startsWith(`${options.node}.`));
    let config: unknown = options.config;
    for (const [path, text] of own)
      config = withText({ value: config, steps: path.slice(options.node.length + 1).split('.'), text });
    if (config !== options.config && isRecord(config)) result.set(language.toLowerCase(), config);
  }
  return result;
}

/** The language variant for a locale: `de-CH`, then `de`; undefined when there is none. */
export function languageOf<Variant>(variants: ReadonlyMap<string, Variant>, locale: string): Variant | undefined {
  if (variants.size === 0) return undefined;
  const wanted = locale.toLowerCase();
  return variants.get(wanted) ?? variants.get(wanted.split('-')[0] ?? wanted);
}

// A step names a key, or an item of a list by its `id`, `key`, `name` or place. A path that leads to no text changes nothing.
function withText({ value, steps, text }: { value: unknown; steps: string[]; text: string }): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return typeof value === 'string' ? text : value;
  if (Array.isArray(value)) {
    const index = value.findIndex(
      (item, at) => String(at) === step || (isRecord(item) && [item.id, item.key, item.name].includes(step)),
    );
    if (index < 0) return value;
    const inner = withText({ value: value[index], steps: rest, text });
    return inner === value[index] ? value : value.with(index, inner);
  }
  if (!isRecord(value) || !Object.hasOwn(value, step)) return value;
  const inner = withText({ value: value[step], steps: rest, text });
  return inner === value[step] ? value : { ...value, [step]: inner };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
