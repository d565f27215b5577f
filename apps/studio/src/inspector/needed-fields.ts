import { isRecord } from '@patchbay/flow-spec';
import type { FormField, NodeDefinition } from '@patchbay/node-kit';

type Definition = Pick<NodeDefinition, 'config' | 'initial' | 'inspect'>;
type Values = Record<string, unknown>;

/** Widgets that are never left empty, or of which the schema says as much. */
const BY_SCHEMA: ReadonlySet<FormField['widget']> = new Set(['group', 'switch', 'condition', 'variant', 'json-schema']);
const TEXTS: ReadonlySet<FormField['widget']> = new Set([
  'text',
  'multiline',
  'markdown',
  'literal',
  'expression',
  'code',
]);

/** The fields of a definition, each with whether its node is in error while it is empty: by the schema, or by what the definition says of such a config. */
export function neededFields({
  definition,
  fields,
}: {
  definition: Definition;
  fields: readonly FormField[];
}): FormField[] {
  const initial: Values = { ...definition.initial };
  return within({ definition, fields, values: initial, put: (values) => values, path: [] });
}

function within({
  definition,
  fields,
  values,
  put,
  path,
}: {
  definition: Definition;
  fields: readonly FormField[];
  /** The object that has the fields. */
  values: Values;
  /** The whole config with another such object. */
  put(values: Values): Values;
  path: readonly (string | number)[];
}): FormField[] {
  return fields.map((field): FormField => {
    const { key, when, widget, fields: inner } = field;
    // Only a field that is shown can be asked for.
    const shown: Values = when ? { ...values, [when.field]: [when.equals].flat()[0] } : values;
    const probe = (value: unknown): Values => put({ ...shown, [key]: value });
    const needed = BY_SCHEMA.has(widget)
      ? field.required
      : isFaulty({ definition, config: probe(emptyOf(field)), path: [...path, key] });
    if (!inner) return { ...field, needed };
    const isList = widget === 'list';
    const first = isList && Array.isArray(shown[key]) ? shown[key][0] : shown[key];
    const begun = Object.fromEntries(inner.filter((one) => one.required).map((one) => [one.key, 'x']));
    const innerFields = within({
      definition,
      fields: inner,
      values: isRecord(first) ? { ...begun, ...first } : begun,
      put: (one) => probe(isList ? [one] : one),
      path: isList ? [...path, key, 0] : [...path, key],
    });
    return { ...field, needed, fields: innerFields };
  });
}

/** What the form leaves when all of it is removed. */
function emptyOf({ widget, required }: FormField): unknown {
  if (widget === 'list') return [];
  return required && TEXTS.has(widget) ? '' : undefined;
}

function isFaulty({
  definition,
  config,
  path,
}: {
  definition: Definition;
  config: Values;
  path: readonly (string | number)[];
}): boolean {
  const at = path.join('.');
  const parsed = definition.config.safeParse(config);
  if (!parsed.success && parsed.error.issues.some((issue) => issue.path.join('.') === at)) return true;
  const found = definition.inspect?.(config, { nodeId: '', flowKey: '', hasEdge: () => true }) ?? [];
  return found.some((problem) => problem.severity === 'error' && problem.path === at);
}
