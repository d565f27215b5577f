import type { JsonValue } from '@patchbay/node-kit';

/** The value of a JSON text; undefined when it is none. */
export function parseJson(text: string): { value: JsonValue } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

export function jsonText(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value, undefined, 2);
}
