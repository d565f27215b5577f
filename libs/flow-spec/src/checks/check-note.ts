import { isNodeId } from '../document-limits.ts';
import { isRecord } from '../is-record.ts';
import type { Check } from './check-context.ts';

/** What refuses a sticky note. */
export function checkNote({ value, path, add }: Check): void {
  if (!isRecord(value)) return add(path, 'wrong_type', 'A note must be an object.');
  if (!isNodeId(value.id))
    add(`${path}.id`, 'invalid_id', 'A note id has 1 to 64 letters, digits, hyphens or underscores.');
  if (typeof value.text !== 'string') add(`${path}.text`, 'wrong_type', 'The text of a note must be a text.');
  for (const key of ['x', 'y', 'width', 'height']) {
    const optional = key === 'width' || key === 'height';
    if (!(optional && value[key] === undefined) && !Number.isFinite(value[key]))
      add(`${path}.${key}`, 'wrong_type', `"${key}" of a note must be a number.`);
  }
  if (value.color !== undefined && typeof value.color !== 'string')
    add(`${path}.color`, 'wrong_type', 'The color of a note must be a text.');
}
