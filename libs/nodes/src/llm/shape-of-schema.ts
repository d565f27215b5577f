import type { OutputShape } from '@patchbay/node-kit';
import { isRecord } from '../shared/read-config.ts';

/** Levels that are looked into. */
const DEEPEST = 4;

const shapes: Record<string, OutputShape> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  array: 'array',
  object: 'object',
};

/** What a value of a JSON Schema looks like to who writes a template. Takes anything and never throws. */
export function shapeOfSchema(schema: unknown, depth = 0): OutputShape {
  if (!isRecord(schema)) return 'object';
  if (schema.type === 'object' && isRecord(schema.properties) && depth < DEEPEST) {
    const entries = Object.entries(schema.properties);
    if (entries.length > 0)
      return Object.fromEntries(entries.map(([key, value]) => [key, shapeOfSchema(value, depth + 1)]));
  }
  return (typeof schema.type === 'string' ? shapes[schema.type] : undefined) ?? (depth === 0 ? 'object' : 'any');
}
