// One way alone to read each text: `\d+\.?\d*` would try every split of a long run of digits.
const plainDecimal = /^\s*([+-]?)(\d+(?:\.\d*)?|\.\d+)\s*$/;
const EXACT_DIGITS = 15;

/** The number of a plain decimal, native or as text; undefined for anything else. */
export function decimalOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && plainDecimal.test(value) ? Number(value) : undefined;
}

/** Below, above or equal as plain decimals; exact though they have more digits than a number holds. Undefined when a side is none. */
export function compareDecimals(left: unknown, right: unknown): number | undefined {
  const a = decimalOf(left);
  const b = decimalOf(right);
  if (a === undefined || b === undefined) return undefined;
  if (a !== b || (String(left).length <= EXACT_DIGITS && String(right).length <= EXACT_DIGITS)) return Math.sign(a - b);
  const x = digitsOf(left);
  const y = digitsOf(right);
  return x && y ? compareDigits(x, y) : 0;
}

interface Digits {
  sign: 1 | -1;
  whole: string;
  fraction: string;
}

function digitsOf(value: unknown): Digits | undefined {
  const [, sign, digits] = plainDecimal.exec(String(value)) ?? [];
  if (digits === undefined) return undefined;
  const [whole = '', fraction = ''] = digits.split('.');
  return { sign: sign === '-' ? -1 : 1, whole: whole.replace(/^0+/, ''), fraction };
}

// Called with equal numbers only, so that the signs differ for zeros alone.
function compareDigits(left: Digits, right: Digits): number {
  if (left.sign !== right.sign) return 0;
  const length = Math.max(left.fraction.length, right.fraction.length);
  const a = left.fraction.padEnd(length, '0');
  const b = right.fraction.padEnd(length, '0');
  if (left.whole.length !== right.whole.length) return left.sign * (left.whole.length - right.whole.length);
  if (left.whole !== right.whole) return left.whole < right.whole ? -left.sign : left.sign;
  return a === b ? 0 : a < b ? -left.sign : left.sign;
}
