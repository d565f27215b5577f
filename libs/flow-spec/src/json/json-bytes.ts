/** Bytes of a JSON value as compact UTF-8 text. */
export function jsonBytes(value: unknown): number {
  if (typeof value === 'string') return textBytes(value);
  if (typeof value !== 'object' || value === null) return String(value).length;
  let bytes = 1;
  if (Array.isArray(value)) {
    for (const item of value) bytes += jsonBytes(item) + 1;
  } else {
    for (const key of Object.keys(value)) {
      const item: unknown = Reflect.get(value, key);
      if (item !== undefined) bytes += textBytes(key) + jsonBytes(item) + 2;
    }
  }
  // Each item brought a comma, the last of which is the closing bracket.
  return bytes === 1 ? 2 : bytes;
}

function textBytes(text: string): number {
  let bytes = text.length + 2;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x20 && unit < 0x80) {
      if (unit === 0x22 || unit === 0x5c) bytes += 1;
    } else if (unit < 0x20) bytes += shortEscapes.has(unit) ? 1 : 5;
    else if (unit < 0x800) bytes += 1;
    else if (isPair(text, index)) {
      // Four bytes for two units.
      bytes += 2;
      index++;
    } else bytes += unit >= 0xd800 && unit <= 0xdfff ? 5 : 2;
  }
  return bytes;
}

const shortEscapes = new Set([8, 9, 10, 12, 13]);

function isPair(text: string, index: number): boolean {
  const high = text.charCodeAt(index);
  const low = text.charCodeAt(index + 1);
  return high >= 0xd800 && high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff;
}
