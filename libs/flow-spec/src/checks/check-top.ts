import { keyPattern, LONGEST_NAME } from '../document-limits.ts';
import { isRecord } from '../is-record.ts';
import type { Check } from './check-context.ts';

const keys = new Set([
  'format',
  'minVersion',
  'key',
  'name',
  'description',
  'variables',
  'nodes',
  'edges',
  'layout',
  'notes',
  'frames',
  'settings',
  'language',
  'translations',
]);

/** What refuses the top level of a document, its lists apart. */
export function checkTop({ value: input, add }: Check & { value: Record<string, unknown> }): void {
  for (const key of Object.keys(input))
    if (!keys.has(key)) add(key, 'unknown_key', `"${key}" is not a key of a flow document.`);
  if (typeof input.key !== 'string' || !keyPattern.test(input.key))
    add('key', 'invalid_key', 'The key has 1 to 64 lower-case letters, digits or hyphens.');
  if (!isFlowName(input.name)) add('name', 'invalid_name', `The name is a text of 1 to ${LONGEST_NAME} characters.`);
  for (const key of ['description', 'minVersion', 'language']) {
    if (input[key] !== undefined && typeof input[key] !== 'string') add(key, 'wrong_type', `"${key}" must be a text.`);
  }
  if (input.settings !== undefined && !isRecord(input.settings))
    add('settings', 'wrong_type', '"settings" must be an object.');
}

export function isFlowName(name: unknown): name is string {
  return typeof name === 'string' && name.trim() !== '' && name.length <= LONGEST_NAME && !name.includes('\0');
}
