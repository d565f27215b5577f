import type { JsonObject, JsonValue } from '@patchbay/node-kit';
import type { CutPlace } from '@patchbay/runtime';
import { Cuts } from './cuts.ts';

const secretKey =
  /^(authorization|proxy-authorization|cookie|set-cookie|password|passwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|client[-_]?secret)$/i;
/** Of what a trace keeps: characters of a text, items of a list. */
const TRACE = { text: 4_000, items: 100 };

/** What stands in the place of a secret. */
export const SECRET = '•••';

/** What a trace keeps of a value: what is named like a secret is hidden, and what is long is cut, which is added to `cut`. */
export function censored(value: JsonValue, cut?: CutPlace[]): JsonValue {
  return shown(value, TRACE, cut);
}

/** The same, for who needs the values whole: cut only where they are larger than told. */
export function shown(value: JsonValue, most: { text: number; items: number }, cut?: CutPlace[]): JsonValue {
  const cuts = new Cuts();
  const seen = shownValue(value, most, cuts);
  cut?.push(...cuts.places);
  return seen;
}

/** An object as `censored` shows it. */
export function censoredObject(value: JsonObject, cuts = new Cuts()): JsonObject {
  return shownObject(value, TRACE, cuts);
}

function shownValue(value: JsonValue, most: { text: number; items: number }, cuts: Cuts): JsonValue {
  if (typeof value === 'string') {
    const length = cuts.note({ length: value.length, most: most.text });
    return value.length > most.text ? `${value.slice(0, most.text)}… (${length} characters)` : value;
  }
  if (Array.isArray(value)) {
    cuts.note({ length: value.length, most: most.items });
    return value.slice(0, most.items).map((item, index) => {
      cuts.path.push(index);
      const seen = shownValue(item, most, cuts);
      cuts.path.pop();
      return seen;
    });
  }
  if (typeof value !== 'object' || value === null) return value;
  return shownObject(value, most, cuts);
}

function shownObject(value: JsonObject, most: { text: number; items: number }, cuts: Cuts): JsonObject {
  const seen: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    cuts.path.push(key);
    seen[key] = secretKey.test(key) ? SECRET : shownValue(item, most, cuts);
    cuts.path.pop();
  }
  return seen;
}
