import type { NodeDefinition, Outlet } from '@patchbay/node-kit';
import { nodeDefinitions as definitions } from '@patchbay/nodes';
import { language, localise } from '@patchbay/texts';

/** The node types as they are shown: what their definitions say is in the language of the studio at the moment when it is read. */
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
    outlets(config) {
      if (language() === 'en') return definition.outlets(config);
      const outlets = definition.outlets(config, localise);
      return outlets.map((outlet): Outlet => ({ ...outlet, label: labelOf({ outlet, definition }) }));
    },
    summary: (config) => summaryOf({ definition, config }),
  };
}

// A label that the author of a flow wrote is kept as it is; those of a definition alone are translated.
function labelOf({ outlet, definition }: { outlet: Outlet; definition: NodeDefinition }): string {
  return ownLabels(definition).has(outlet.label) || /^\w+ \d+$/.test(outlet.label)
    ? localise(outlet.label)
    : outlet.label;
}

// Nor is a summary that quotes the flow itself.
function summaryOf({ definition, config }: { definition: NodeDefinition; config: Record<string, unknown> }): string {
  const said = definition.summary(config, localise);
  const summary = definition.summary(config);
  // Its words were put into the language one by one.
  if (said !== summary) return said;
  const shown = localise(summary);
  return shown === summary || JSON.stringify(Object.values(config)).includes(JSON.stringify(summary).slice(1, -1))
    ? summary
    : shown;
}

const known = new Map<string, ReadonlySet<string>>();

function ownLabels(definition: NodeDefinition): ReadonlySet<string> {
  const found =
    known.get(definition.type) ??
    new Set([...definition.outlets({}), ...definition.outlets(definition.initial)].map((outlet) => outlet.label));
  known.set(definition.type, found);
  return found;
}
