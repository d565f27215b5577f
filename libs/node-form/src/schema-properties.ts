import { isRecord } from './widget-props.ts';

/** Kinds of value that a property can be given without writing JSON Schema. */
export const PROPERTY_KINDS = [
  'text',
  'number',
  'whole number',
  'yes or no',
  'object',
  'list of texts',
  'list of numbers',
  'list of objects',
] as const;
export type PropertyKind = (typeof PROPERTY_KINDS)[number];

export interface SchemaProperty {
  name: string;
  kind: PropertyKind;
  description: string;
  required: boolean;
  /** The only texts that are allowed; empty when any is. For `text` and `list of texts`. */
  allowed: string[];
  /** For `object` and `list of objects`. */
  properties: SchemaProperty[];
}

/** Levels of objects within objects that are shown as fields. */
const DEEPEST = 4;
const scalars: Record<string, PropertyKind> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'yes or no',
};

/** The properties of a JSON Schema of an object; undefined when it says more than they can, so that it is edited as JSON. */
export function propertiesOf(schema: unknown, depth = 0): SchemaProperty[] | undefined {
  if (depth > DEEPEST || !isRecord(schema) || schema.type !== 'object') return undefined;
  const { properties = {}, required = [], additionalProperties = false, ...rest } = schema;
  if (!onlyKeys(rest, ['type', 'description']) || additionalProperties !== false) return undefined;
  if (!isRecord(properties) || !Array.isArray(required)) return undefined;
  if (required.some((name) => typeof name !== 'string' || !Object.hasOwn(properties, name))) return undefined;
  const found = Object.entries(properties).map(([name, value]) => propertyOf({ name, value, depth }));
  return found.every((property) => property !== undefined)
    ? found.map((property) => ({ ...property, required: required.includes(property.name) }))
    : undefined;
}

/** The JSON Schema of an object with these properties, and no others. */
export function schemaOf(properties: readonly SchemaProperty[]): Record<string, unknown> {
  const named = properties.filter((property) => property.name !== '');
  return {
    type: 'object',
    properties: Object.fromEntries(named.map((property) => [property.name, valueSchema(property)])),
    required: named.filter((property) => property.required).map((property) => property.name),
    additionalProperties: false,
  };
}

function propertyOf({
  name,
  value,
  depth,
}: {
  name: string;
  value: unknown;
  depth: number;
}): SchemaProperty | undefined {
  if (!isRecord(value)) return undefined;
  const { description = '', ...schema } = value;
  if (typeof description !== 'string') return undefined;
  const base: SchemaProperty = { name, kind: 'text', description, required: false, allowed: [], properties: [] };
  const { type } = schema;
  if (typeof type !== 'string') return undefined;
  if (type === 'object') return nested({ base, kind: 'object', schema, depth });
  if (type === 'array') {
    const { items, ...rest } = schema;
    if (!onlyKeys(rest, ['type']) || !isRecord(items)) return undefined;
    if (items.type === 'object') return nested({ base, kind: 'list of objects', schema: items, depth });
    const inner = propertyOf({ name, value: items, depth });
    if (!inner || inner.description !== '') return undefined;
    if (inner.kind === 'text') return { ...base, kind: 'list of texts', allowed: inner.allowed };
    return inner.kind === 'number' ? { ...base, kind: 'list of numbers' } : undefined;
  }
  const kind = scalars[type];
  const { enum: allowed = [], ...rest } = schema;
  if (!kind || !onlyKeys(rest, ['type']) || !Array.isArray(allowed)) return undefined;
  if (allowed.length > 0 && (kind !== 'text' || allowed.some((one) => typeof one !== 'string'))) return undefined;
  return { ...base, kind, allowed };
}

function nested(options: {
  base: SchemaProperty;
  kind: 'object' | 'list of objects';
  schema: Record<string, unknown>;
  depth: number;
}): SchemaProperty | undefined {
  const { base, kind, schema, depth } = options;
  // What is said of the items of a list would be lost.
  if (kind === 'list of objects' && 'description' in schema) return undefined;
  const properties = propertiesOf(schema, depth + 1);
  return properties && { ...base, kind, properties };
}

function valueSchema({ kind, description, allowed, properties }: SchemaProperty): Record<string, unknown> {
  const said = description === '' ? {} : { description };
  const texts = { type: 'string', ...(allowed.length > 0 ? { enum: allowed } : {}) };
  switch (kind) {
    case 'object':
      return { ...schemaOf(properties), ...said };
    case 'list of objects':
      return { type: 'array', items: schemaOf(properties), ...said };
    case 'list of texts':
      return { type: 'array', items: texts, ...said };
    case 'list of numbers':
      return { type: 'array', items: { type: 'number' }, ...said };
    case 'text':
      return { ...texts, ...said };
    default: {
      const [type] = Object.entries(scalars).find(([, one]) => one === kind) ?? [];
      return { type, ...said };
    }
  }
}

function onlyKeys(value: Record<string, unknown>, keys: readonly string[]): boolean {
  return Object.keys(value).every((key) => keys.includes(key));
}
