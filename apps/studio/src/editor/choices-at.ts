import { OPERATORS } from '@patchbay/expressions';
import { type FlowDocument, graphOf } from '@patchbay/flow-spec';
import { type FormField, formFields } from '@patchbay/node-kit';
import { localise } from '@patchbay/texts';
import { localisedFields } from '../nodes/localised-fields.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';

interface Choice {
  value: string;
  label: string;
}

/** What can be chosen at a place of a node's config as its form offers it, in the language of the studio; nothing where it offers no choice. */
export function choicesAt({
  document,
  nodeId,
  path,
}: {
  document: FlowDocument;
  nodeId: string;
  path: string;
}): readonly Choice[] {
  const definition = nodeRegistry.get(graphOf(document).node(nodeId)?.type ?? '');
  return definition ? inFields({ fields: localisedFields(formFields(definition)), steps: path.split('.') }) : [];
}

function inFields({ fields, steps }: { fields: readonly FormField[]; steps: readonly string[] }): readonly Choice[] {
  const [key, ...rest] = steps;
  const field = fields.find((one) => one.key === key);
  if (!field) return [];
  if (field.widget === 'condition')
    return rest.at(-1) === 'op' ? OPERATORS.map(({ op, label }) => ({ value: op, label: localise(label) })) : [];
  if (rest.length > 0)
    return inFields({ fields: field.fields ?? [], steps: field.widget === 'list' ? rest.slice(1) : rest });
  if (field.variants)
    return field.variants.flatMap(({ value, label }) => (value === undefined ? [] : [{ value, label }]));
  return field.options ?? [];
}
