import { compareDecimals } from './decimal.ts';
import { foldCase } from './fold-case.ts';

/** Whether a value is nothing, an empty text, an empty list or an empty object. */
export function isEmptyValue(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** A value as text: lists and objects as JSON, nothing as nothing. */
export function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A value as the text that conditions compare: case does not count. */
export function comparableText(value: unknown): string {
  return foldCase(plainText(value));
}

/** Equal as `eq` and `in` see it: numeric only when a side is a native number, so that "007" is not "7"; lists and objects by their parts. */
export function valuesEqual(left: unknown, right: unknown): boolean {
  if (typeof left === 'number' || typeof right === 'number') {
    const order = compareDecimals(left, right);
    if (order !== undefined) return order === 0;
  }
  if (isHolder(left) && isHolder(right)) return holdersEqual(left, right);
  return comparableText(left) === comparableText(right);
}

/** Below, above or equal: as decimals where both are, else as text. */
export function compareValues(left: unknown, right: unknown): number {
  const order = compareDecimals(left, right);
  if (order !== undefined) return order;
  const x = comparableText(left);
  const y = comparableText(right);
  return x < y ? -1 : x > y ? 1 : 0;
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function holdersEqual(left: object, right: object): boolean {
  if (Array.isArray(left) || Array.isArray(right))
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => valuesEqual(item, right[index]))
    );
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && valuesEqual(Reflect.get(left, key), Reflect.get(right, key)))
  );
}
