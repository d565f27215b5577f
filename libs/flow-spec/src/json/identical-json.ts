import { isRecord } from '../is-record.ts';

/** Whether two JSON values have the same text to the letter, the order of keys included. Shared parts cost nothing. */
export function identicalJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => identicalJson(item, right[index]));
  if (!isRecord(left) || !isRecord(right)) return false;
  const keys = definedKeys(left);
  const others = definedKeys(right);
  return (
    keys.length === others.length &&
    keys.every((key, index) => key === others[index] && identicalJson(left[key], right[key]))
  );
}

function definedKeys(value: Record<string, unknown>): string[] {
  return Object.keys(value).filter((key) => value[key] !== undefined);
}
