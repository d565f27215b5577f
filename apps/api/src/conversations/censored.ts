import type { JsonValue } from '@patchbay/node-kit';

const secretKey =
  /^(authorization|proxy-authorization|cookie|set-cookie|password|passwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|client[-_]?secret)$/i;
const LONGEST_TEXT = 4_000;
const MOST_ITEMS = 100;

/** What a trace keeps of a value: what is named like a secret is hidden, and what is long is cut. */
export function censored(value: JsonValue): JsonValue {
  if (typeof value === 'string')
    return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}… (${value.length} characters)` : value;
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map(censored);
  if (typeof value !== 'object' || value === null) return value;
  const shown: { [key: string]: JsonValue } = {};
  for (const [key, item] of Object.entries(value)) shown[key] = secretKey.test(key) ? '•••' : censored(item);
  return shown;
}
