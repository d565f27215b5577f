import type { JsonObject, JsonValue } from '@patchbay/node-kit';

const secretKey =
  /^(authorization|proxy-authorization|cookie|set-cookie|password|passwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|client[-_]?secret)$/i;
const LONGEST_TEXT = 4_000;
const MOST_ITEMS = 100;

/** What stands in the place of a secret. */
export const SECRET = '•••';

/** What a trace keeps of a value: what is named like a secret is hidden, and what is long is cut. */
export function censored(value: JsonValue): JsonValue {
  return shown(value, { text: LONGEST_TEXT, items: MOST_ITEMS });
}

/** The same, for who needs the values whole: cut only where they are larger than told. */
export function shown(value: JsonValue, most: { text: number; items: number }): JsonValue {
  if (typeof value === 'string')
    return value.length > most.text ? `${value.slice(0, most.text)}… (${value.length} characters)` : value;
  if (Array.isArray(value)) return value.slice(0, most.items).map((item) => shown(item, most));
  if (typeof value !== 'object' || value === null) return value;
  return shownObject(value, most);
}

/** An object as `censored` shows it. */
export function censoredObject(value: JsonObject): JsonObject {
  return shownObject(value, { text: LONGEST_TEXT, items: MOST_ITEMS });
}

function shownObject(value: JsonObject, most: { text: number; items: number }): JsonObject {
  const seen: JsonObject = {};
  for (const [key, item] of Object.entries(value)) seen[key] = secretKey.test(key) ? SECRET : shown(item, most);
  return seen;
}
