import type { JsonObject, JsonValue } from '@patchbay/node-kit';

/** Whether a pattern is found in a text, in time that is linear in both. Throws an Error for one that cannot be used, also on an empty text. */
export type PatternMatch = (options: { pattern: string; text: string }) => boolean;

/** How deep schemas and what refers to them may be nested. */
const DEEPEST = 100;
const maps = ['properties', '$defs', 'definitions'];
const lists = ['prefixItems', 'allOf'];
const singles = ['items', 'additionalProperties'];
const others = [
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'dependentSchemas',
  'patternProperties',
];

/**
 * The schema without its patterns, for a validator that would run them as the engine's own regular expressions, which an author can make to run for ever; and the check of these
 * patterns. Throws an Error where a pattern cannot be used, or stands where it cannot be checked apart.
 */
export function withoutPatterns({ schema, matches }: { schema: JsonObject; matches: PatternMatch }): {
  schema: JsonObject;
  /** Path of the first text that does not fit its pattern. */
  misfit(value: JsonValue): string | undefined;
} {
  return {
    schema: stripped({ schema, matches, depth: 0 }),
    misfit: (value) => misfit({ root: schema, schema, value, matches, path: [], depth: 0 }),
  };
}

function stripped({
  schema,
  matches,
  depth,
}: {
  schema: JsonObject;
  matches: PatternMatch;
  depth: number;
}): JsonObject {
  if (depth > DEEPEST) throw new Error('it is nested too deeply');
  const { pattern, ...rest } = schema;
  if (typeof pattern === 'string') matches({ pattern, text: '' });
  for (const key of others)
    if (holdsPattern({ value: rest[key], depth })) throw new Error(`a pattern cannot be checked within "${key}"`);
  if (rest.patternProperties !== undefined) throw new Error('"patternProperties" cannot be checked');
  const inner = (value: JsonValue): JsonValue =>
    isObject(value) ? stripped({ schema: value, matches, depth: depth + 1 }) : value;
  const result: JsonObject = { ...rest };
  for (const key of maps) {
    const held = rest[key];
    if (isObject(held))
      result[key] = Object.fromEntries(Object.entries(held).map(([name, value]) => [name, inner(value)]));
  }
  for (const key of [...lists, ...singles]) {
    const held = rest[key];
    if (held !== undefined) result[key] = Array.isArray(held) ? held.map(inner) : inner(held);
  }
  return result;
}

// Anything called so counts, also a property of that name: what is refused for nothing can be said otherwise.
function holdsPattern({ value, depth }: { value: JsonValue | undefined; depth: number }): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > DEEPEST) throw new Error('it is nested too deeply');
  if (isObject(value) && (typeof value.pattern === 'string' || value.patternProperties !== undefined)) return true;
  return Object.values(value).some((one) => holdsPattern({ value: one, depth: depth + 1 }));
}

interface Place {
  root: JsonObject;
  schema: JsonValue | undefined;
  value: JsonValue | undefined;
  matches: PatternMatch;
  path: string[];
  depth: number;
}

function misfit({ root, schema, value, matches, path, depth }: Place): string | undefined {
  if (!isObject(schema) || value === undefined || depth > DEEPEST) return undefined;
  if (
    typeof schema.pattern === 'string' &&
    typeof value === 'string' &&
    !matches({ pattern: schema.pattern, text: value })
  )
    return path.join('.');
  for (const part of partsOf({ root, schema, value })) {
    const found = misfit({ root, ...part, matches, path: [...path, ...part.step], depth: depth + 1 });
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Part {
  schema: JsonValue | undefined;
  value: JsonValue | undefined;
  step: string[];
}

function* partsOf({
  root,
  schema,
  value,
}: {
  root: JsonObject;
  schema: JsonObject;
  value: JsonValue;
}): Generator<Part> {
  if (typeof schema.$ref === 'string') yield { schema: referredTo({ root, ref: schema.$ref }), value, step: [] };
  if (Array.isArray(schema.allOf)) for (const one of schema.allOf) yield { schema: one, value, step: [] };
  if (Array.isArray(value)) {
    const first = Array.isArray(schema.prefixItems)
      ? schema.prefixItems
      : Array.isArray(schema.items)
        ? schema.items
        : [];
    for (const [index, item] of value.entries())
      yield { schema: index < first.length ? first[index] : schema.items, value: item, step: [String(index)] };
  } else if (isObject(value)) {
    const known = isObject(schema.properties) ? schema.properties : {};
    for (const [name, one] of Object.entries(value))
      yield {
        schema: Object.hasOwn(known, name) ? known[name] : schema.additionalProperties,
        value: one,
        step: [name],
      };
  }
}

function referredTo({ root, ref }: { root: JsonObject; ref: string }): JsonValue | undefined {
  if (!ref.startsWith('#')) return undefined;
  let found: JsonValue | undefined = root;
  for (const step of ref.slice(1).split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return found;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
