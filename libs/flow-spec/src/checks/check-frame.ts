import { isNodeId } from '../document-limits.ts';
import { isRecord } from '../is-record.ts';
import type { Check } from './check-context.ts';

/** What refuses a frame. */
export function checkFrame({ value, path, add }: Check): void {
  if (!isRecord(value)) return add(path, 'wrong_type', 'A frame must be an object.');
  if (!isNodeId(value.id))
    add(`${path}.id`, 'invalid_id', 'A frame id has 1 to 64 letters, digits, hyphens or underscores.');
  if (typeof value.title !== 'string') add(`${path}.title`, 'wrong_type', 'The title of a frame must be a text.');
  for (const key of ['x', 'y'])
    if (!Number.isFinite(value[key])) add(`${path}.${key}`, 'wrong_type', `"${key}" of a frame must be a number.`);
  for (const key of ['width', 'height'])
    if (!Number.isFinite(value[key]) || Number(value[key]) <= 0)
      add(`${path}.${key}`, 'wrong_type', `"${key}" of a frame must be a number above 0.`);
  if (value.color !== undefined && typeof value.color !== 'string')
    add(`${path}.color`, 'wrong_type', 'The color of a frame must be a text.');
}
