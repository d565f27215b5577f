import type { FlowDocument } from '@patchbay/flow-spec';
import { formFields } from '@patchbay/node-kit';
import { nodeRegistry } from '@patchbay/nodes';
import { renameInScript } from './rename-in-script.ts';

/** Nodes whose scripts hold the name of a variable where it may mean the variable, and where another name is not given to it for certain. */
export function scriptsNotFollowed({ document, key }: { document: FlowDocument; key: string }): string[] {
  const unsure = (code: unknown) => typeof code === 'string' && !renameInScript({ code, key, to: key }).certain;
  return document.nodes
    .filter(({ type, config }) => {
      const definition = nodeRegistry.get(type);
      return (
        definition && formFields(definition).some((field) => field.widget === 'code' && unsure(config?.[field.key]))
      );
    })
    .map((node) => node.id);
}
