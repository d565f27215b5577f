/** One text inside a value, with the steps that lead to it. */
interface FoundText {
  path: (string | number)[];
  text: string;
}

/** Every text inside a config or another part of a document. */
export function textsOf(value: unknown, path: (string | number)[] = []): FoundText[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsOf(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, [...path, key]));
}
