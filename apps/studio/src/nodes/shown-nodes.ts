import type { NodeDefinition } from '@patchbay/node-kit';
import { nodeDefinitions as definitions } from '@patchbay/nodes';
import { localise } from '@patchbay/texts';

/**
 * The node types as they are shown: what their definitions say is in the language of the studio at the moment when it is read. What the author of a flow wrote
 * stays as it is: the definitions put their own words alone into another language.
 */
export const nodeDefinitions: readonly NodeDefinition[] = definitions.map(shown);

const byType = new Map(nodeDefinitions.map((definition) => [definition.type, definition]));

export const nodeRegistry = { get: (type: string): NodeDefinition | undefined => byType.get(type) };

function shown(definition: NodeDefinition): NodeDefinition {
  return {
    ...definition,
    get title() {
      return localise(definition.title);
    },
    get hint() {
      return localise(definition.hint);
    },
    outlets: (config) => definition.outlets(config, localise),
    summary: (config) => definition.summary(config, localise),
  };
}
