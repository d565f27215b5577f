import type { FlowNode } from '@patchbay/flow-spec';
import type { NodeDefinition, NodeRegistry, Outlet } from '@patchbay/node-kit';
import { type CompiledValue, compileValue } from './compile-value.ts';
import { type TranslationsByNode, translatedConfigs } from './translated-config.ts';

export interface CompiledNode {
  id: string;
  type: string;
  /** Undefined for a type that this release does not know: it fails when it is reached. */
  definition: NodeDefinition | undefined;
  outlets: ReadonlyMap<string, Outlet>;
  config: CompiledConfig;
  /** Configs with their texts in another language, by language in lower case. */
  translations: ReadonlyMap<string, CompiledConfig>;
}

/** A config with what is known of it before it runs. */
export interface CompiledConfig {
  /** Values by key; `raw` ones are constant, whatever they hold. */
  values: readonly (readonly [key: string, value: CompiledValue])[];
  /** Parsed once, where nothing in it changes from visit to visit. */
  parsed: { config: unknown } | undefined;
}

export function compileNode({
  node,
  registry,
  translations,
}: {
  node: FlowNode;
  registry: NodeRegistry;
  translations: TranslationsByNode;
}): CompiledNode {
  const definition = registry.get(node.type);
  const config = node.config ?? {};
  const { id, type } = node;
  const none: CompiledConfig = { values: [], parsed: undefined };
  if (!definition) return { id, type, definition, outlets: new Map(), config: none, translations: new Map() };
  const translated = translatedConfigs({ node: id, config, raw: definition.raw, translations });
  return {
    id,
    type,
    definition,
    outlets: new Map(definition.outlets(config).map((outlet) => [outlet.id, outlet])),
    config: compileConfig({ definition, config }),
    translations: new Map(
      [...translated].map(([language, variant]) => [language, compileConfig({ definition, config: variant })]),
    ),
  };
}

function compileConfig({
  definition,
  config,
}: {
  definition: NodeDefinition;
  config: Record<string, unknown>;
}): CompiledConfig {
  const values = Object.entries(config)
    // A plain assignment to this name would set the prototype.
    .filter(([key]) => key !== '__proto__')
    .map(([key, value]): [string, CompiledValue] => [
      key,
      definition.raw.includes(key) ? { constant: true, value } : compileValue(value),
    ]);
  if (!values.every(([, value]) => value.constant)) return { values, parsed: undefined };
  const result = definition.config.safeParse(config);
  return { values, parsed: result.success ? { config: result.data } : undefined };
}
