import { isRecord } from '../is-record.ts';

/** The value without keys that hold undefined, which JSON does not have; the very same value when there is none. */
export function definedJson<Value>(value: Value): Value {
  // Only keys without a value go, so that the type stays.
  return cleaned(value) as Value;
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(cleaned);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isRecord(value)) return value;
  let changed = false;
  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) {
    const next = cleaned(item);
    if (next !== item || item === undefined) changed = true;
    if (next !== undefined) entries.push([key, next]);
  }
  return changed ? Object.fromEntries(entries) : value;
}
