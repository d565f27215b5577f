import { DOCUMENT_LIMITS, variableKeyPattern } from './document-limits.ts';
import { isRecord } from './is-record.ts';

export interface CheckContext {
  input: Record<string, unknown>;
  add(path: string, code: string, message: string): void;
}

const types = new Set(['string', 'number', 'boolean', 'object', 'array']);
const keys = new Set(['key', 'type', 'default', 'input', 'scope', 'description']);

/** Refusals of the declared variables. */
export function checkVariables({ input, add }: CheckContext): void {
  const { variables } = input;
  if (variables === undefined) return;
  if (!Array.isArray(variables)) return add('variables', 'wrong_type', '"variables" must be a list.');
  if (variables.length > DOCUMENT_LIMITS.variables)
    add('variables', 'too_many', `A flow declares at most ${DOCUMENT_LIMITS.variables} variables.`);
  const seen = new Set<unknown>();
  for (const [index, variable] of variables.entries()) {
    const path = `variables.${index}`;
    if (!isRecord(variable)) {
      add(path, 'wrong_type', 'A variable must be an object.');
      continue;
    }
    for (const key of Object.keys(variable))
      if (!keys.has(key)) add(`${path}.${key}`, 'unknown_key', `"${key}" is not a key of a variable.`);
    if (typeof variable.key !== 'string' || !variableKeyPattern.test(variable.key)) {
      add(
        `${path}.key`,
        'invalid_key',
        'A variable begins with a letter or underscore and has at most 64 letters, digits or underscores.',
      );
    } else if (seen.has(variable.key))
      add(`${path}.key`, 'duplicate_id', `The variable "${variable.key}" is declared twice.`);
    seen.add(variable.key);
    if (typeof variable.type !== 'string' || !types.has(variable.type))
      add(`${path}.type`, 'wrong_type', 'The type is string, number, boolean, object or array.');
    if (variable.input !== undefined && typeof variable.input !== 'boolean')
      add(`${path}.input`, 'wrong_type', '"input" is true or false.');
    if (variable.scope !== undefined && variable.scope !== 'user' && variable.scope !== 'conversation')
      add(`${path}.scope`, 'wrong_type', '"scope" is user or conversation.');
    if (variable.description !== undefined && typeof variable.description !== 'string')
      add(`${path}.description`, 'wrong_type', '"description" must be a text.');
  }
}
