/** Whether a value is nothing, an empty text, an empty list or an empty object. */
export function isEmptyValue(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** A value as the text that conditions compare: case does not count. */
export function comparableText(value: unknown): string {
  return plainText(value).normalize('NFC').toLowerCase();
}

export function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const decimal = /^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/;

/** The number of a plain decimal, native or as text; undefined for anything else. */
export function decimalOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && decimal.test(value) ? Number(value) : undefined;
}

/** Equal as `eq` and `in` see it: numeric only when a side is a native number, so that "007" is not "7". */
export function valuesEqual(left: unknown, right: unknown): boolean {
  if (typeof left === 'number' || typeof right === 'number') {
    const a = decimalOf(left);
    const b = decimalOf(right);
    if (a !== undefined && b !== undefined) return a === b;
  }
  return comparableText(left) === comparableText(right);
}

/** Below, above or equal: as decimals where both are, else as text. */
export function compareValues(left: unknown, right: unknown): number {
  const a = decimalOf(left);
  const b = decimalOf(right);
  if (a !== undefined && b !== undefined) return a - b;
  const x = comparableText(left);
  const y = comparableText(right);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** By part: 1.10 is above 1.9, 1.0 equals 1, and a part that is a word lies below a number (2.0-rc is below 2.0). */
export function compareVersions(left: unknown, right: unknown): number {
  const a = versionParts(left);
  const b = versionParts(right);
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const x = a[index] ?? 0;
    const y = b[index] ?? 0;
    if (typeof x === 'number' && typeof y === 'number') {
      if (x !== y) return x - y;
    } else if (typeof x !== typeof y) return typeof x === 'string' ? -1 : 1;
    else if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function versionParts(value: unknown): (number | string)[] {
  const text = comparableText(value)
    .trim()
    .replace(/^v(?=\d)/, '');
  return text
    .split(/[.\-_+\s]+|(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)/)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
