import { isNodeId } from '../document-limits.ts';
import { isRecord } from '../is-record.ts';
import type { Check } from './check-context.ts';

const keys = new Set(['id', 'type', 'config', 'label', 'version']);

/** What refuses a node by itself. Its config may hold anything. */
export function checkNode({ value, path, add }: Check): void {
  if (!isRecord(value)) return add(path, 'wrong_type', 'A node must be an object.');
  for (const key of Object.keys(value))
    if (!keys.has(key)) add(`${path}.${key}`, 'unknown_key', `"${key}" is not a key of a node.`);
  if (!isNodeId(value.id))
    add(`${path}.id`, 'invalid_id', 'A node id has 1 to 64 letters, digits, hyphens or underscores.');
  if (typeof value.type !== 'string' || value.type === '')
    add(`${path}.type`, 'wrong_type', 'The type of a node must be a text.');
  if (value.config !== undefined && !isRecord(value.config))
    add(`${path}.config`, 'wrong_type', 'The config of a node must be an object.');
  if (value.label !== undefined && typeof value.label !== 'string')
    add(`${path}.label`, 'wrong_type', 'The label of a node must be a text.');
  if (value.version !== undefined && !(Number.isInteger(value.version) && Number(value.version) >= 1))
    add(`${path}.version`, 'wrong_type', 'The version of a node must be a whole number from 1.');
}
