import type { NodeDefinition } from './node-definition.ts';

/**
 * Whether an output may stand in for a node in tests: one that calls something outside the engine, or waits for somebody. What computes on the spot
 * has nothing to be spared from, and a loop or the start is more than its output.
 */
export function isPinnable(definition: NodeDefinition): boolean {
  if (definition.type === 'start' || definition.outlets({}).length === 0) return false;
  return definition.needs.length > 0 || definition.waits !== false;
}
