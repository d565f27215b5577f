import type { Effect, NodeDefinition } from './node-definition.ts';

/** What a visit of a node with this config, as it is in the document, does outside. */
export function effectOf({
  definition,
  config = {},
}: {
  definition: NodeDefinition;
  config: Record<string, unknown> | undefined;
}): Effect {
  return typeof definition.effect === 'function' ? definition.effect(config) : definition.effect;
}
