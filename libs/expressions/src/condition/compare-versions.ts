import { comparableText } from './compare-values.ts';
import { compareDecimals } from './decimal.ts';

const LONGEST_VERSION = 200;

/** By part: 1.10 is above 1.9, 1.0 equals 1, a part that is a word lies below a number and below none (2.0-rc is below 2.0). */
export function compareVersions(left: unknown, right: unknown): number {
  const a = partsOf(left);
  const b = partsOf(right);
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const order = compareParts(a[index] ?? '0', b[index] ?? '0');
    if (order !== 0) return order;
  }
  return 0;
}

function compareParts(left: string, right: string): number {
  const order = compareDecimals(left, right);
  if (order !== undefined) return order;
  const isLeftWord = Number.isNaN(Number(left));
  const isRightWord = Number.isNaN(Number(right));
  if (isLeftWord !== isRightWord) return isLeftWord ? -1 : 1;
  return left < right ? -1 : left > right ? 1 : 0;
}

function partsOf(value: unknown): string[] {
  const text = comparableText(value)
    .slice(0, LONGEST_VERSION)
    .trim()
    .replace(/^v(?:ersion)?[ .]?(?=\d)/, '');
  // What follows a plus names a build, which orders nothing.
  const [version = ''] = text.split('+');
  return version.split(/[.\-_\s]+|(?<=\d)(?=\p{L})|(?<=\p{L})(?=\d)/u).filter((part) => part !== '');
}
