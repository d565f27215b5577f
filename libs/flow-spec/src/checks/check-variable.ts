import { isVariableKey } from '../document-limits.ts';
import { isRecord } from '../is-record.ts';
import type { Check } from './check-context.ts';

/** What refuses a declared variable; a wrong type, default and so on are problems of the document. */
export function checkVariable({ value, path, add }: Check): void {
  if (!isRecord(value)) return add(path, 'wrong_type', 'A variable must be an object.');
  if (!isVariableKey(value.key))
    add(
      `${path}.key`,
      'invalid_key',
      'The key of a variable begins with a letter or underscore and has at most 64 letters, digits or underscores.',
    );
}
