import type { FlowDocument, FlowNode } from '@patchbay/flow-spec';
import { type FormField, formFields, type NodeDefinition } from '@patchbay/node-kit';

type Config = Record<string, unknown>;

/** Values of all kinds, of which every field refuses some: between them they make every message that a schema has. */
const unwanted: readonly unknown[] = [
  undefined,
  null,
  '',
  'x',
  'two words',
  '1.5',
  -1e16,
  1e16,
  1.5,
  true,
  [],
  [1],
  [null],
  {},
  { key: null },
  'x'.repeat(200_001),
  Array.from({ length: 600 }, () => ({ left: 'a', op: 'eq', right: 'b' })),
];

/** A document for each field of a definition and each value that it does not want, the fields in lists and groups included. */
export function documentsOf(definition: NodeDefinition): FlowDocument[] {
  return [
    ...placesOf({ fields: formFields(definition), place: [] }).flatMap((place) =>
      unwanted.map((value) => withValue({ config: definition.initial, place, value })),
    ),
    { ...definition.initial, unheardOf: 1 },
  ].map((config) => flow([{ id: 'x', type: definition.type, config }]));
}

/** A flow from a start and these nodes, one after the other. */
export function flow(nodes: FlowNode[], rest: Partial<FlowDocument> = {}): FlowDocument {
  const all = [{ id: 'start', type: 'start' }, ...nodes];
  const edges = nodes.map(({ id }, index) => ({ from: all[index]?.id ?? 'start', port: 'next', to: id }));
  return { format: 'patchbay.flow/1', key: 'f', name: 'F', nodes: all, edges, ...rest };
}

function placesOf({
  fields,
  place,
}: {
  fields: readonly FormField[];
  place: (string | number)[];
}): (string | number)[][] {
  return fields.flatMap((field) => {
    const own = [...place, field.key];
    const within = field.widget === 'list' ? [...own, 0] : own;
    return [own, ...(within === own ? [] : [within]), ...placesOf({ fields: field.fields ?? [], place: within })];
  });
}

function withValue({ config, place, value }: { config: Config; place: (string | number)[]; value: unknown }): Config {
  const copy = structuredClone(config);
  let inner: Record<string | number, unknown> = copy;
  for (const [index, step] of place.entries()) {
    if (index === place.length - 1) inner[step] = value;
    else inner = (inner[step] ??= {}) as Record<string | number, unknown>;
  }
  return copy;
}
