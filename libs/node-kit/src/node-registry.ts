import type { NodeDefinition } from './node-definition.ts';

/** All node types of this release, by type. Handed to the engine, the problems and the editor as an argument. */
export interface NodeRegistry {
  get(type: string): NodeDefinition | undefined;
  all(): readonly NodeDefinition[];
}

export function createNodeRegistry(definitions: readonly NodeDefinition[]): NodeRegistry {
  const byType = new Map(definitions.map((definition) => [definition.type, definition]));
  return { get: (type) => byType.get(type), all: () => definitions };
}
