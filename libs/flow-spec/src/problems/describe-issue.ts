import type { z } from 'zod';
import type { ValuePath } from '../value-path.ts';

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a date',
};

/** A sentence that names the field and says what to do. A message that the author of a node type wrote is kept. */
export function describeIssue({
  issue,
  path,
  value,
}: {
  issue: z.core.$ZodIssue;
  path: ValuePath;
  value: unknown;
}): string {
  const field = path.length > 0 ? `"${path.join('.')}"` : 'The config';
  if (!isDefaultMessage(issue.message)) return path.length > 0 ? `${field}: ${issue.message}` : issue.message;
  const missing = value === undefined || value === '';
  if (missing && (issue.code === 'invalid_type' || issue.code === 'invalid_union' || issue.code === 'invalid_value'))
    return `${field} is missing: fill it in.`;
  switch (issue.code) {
    case 'invalid_type':
      return `${field} must be ${kinds[issue.expected] ?? issue.expected}.`;
    case 'invalid_value':
      return issue.values.length === 1
        ? `${field} must be ${JSON.stringify(issue.values[0])}.`
        : `${field} must be one of: ${issue.values.map(String).join(', ')}.`;
    case 'too_small':
      return missing || (issue.origin === 'array' && Number(issue.minimum) === 1)
        ? `${field} is empty: fill it in.`
        : `${field} must ${boundOf(issue.origin, 'at least', issue.minimum)}.`;
    case 'too_big':
      return `${field} must ${boundOf(issue.origin, 'at most', issue.maximum)}.`;
    case 'invalid_format':
      return issue.format === 'regex'
        ? `${field} does not have the right form.`
        : `${field} is not a valid ${issue.format}.`;
    default:
      return `${field} is not valid here.`;
  }
}

function boundOf(origin: string, bound: string, limit: number | bigint): string {
  if (origin === 'string') return `have ${bound} ${limit} characters`;
  if (origin === 'array' || origin === 'set') return `have ${bound} ${limit} items`;
  return `be ${bound} ${limit}`;
}

// zod tells its own messages and those of a schema's author apart nowhere else.
function isDefaultMessage(message: string): boolean {
  return /^(Invalid |Too (small|big): |Unrecognized key)/.test(message);
}
