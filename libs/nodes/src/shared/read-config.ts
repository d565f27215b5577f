import type { JsonValue } from '@patchbay/node-kit';

// Readers of configs as they are in a document: valid or not, they never throw.

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listAt(config: Record<string, unknown>, key: string): Record<string, unknown>[] {
  const value = config[key];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function textAt(config: Record<string, unknown>, key: string): string | undefined {
  const value = config[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What a record holds itself under a key that an author or a user chose: `constructor` is none of its own. */
export function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** A text on one line, cut for a card. */
export function shortened(text: string | undefined, fallback: string): string {
  const line = (text ?? '').replace(/\s+/g, ' ').trim();
  if (line === '') return fallback;
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}

/** A text with values for `{0}`, `{1}` …: what an author wrote is put in after the text around it was translated. */
export function filledIn(text: string, values: readonly string[]): string {
  return text.replace(/\{(\d+)\}/g, (place, index: string) => values[Number(index)] ?? place);
}

export function isTemplate(value: unknown): boolean {
  return typeof value === 'string' && (value.includes('{{') || value.includes('{%'));
}

/** A value as JSON can hold it; what it cannot (functions, undefined) becomes null. */
export function jsonOf(value: unknown): JsonValue {
  return value === undefined ? null : JSON.parse(JSON.stringify(value) ?? 'null');
}

/** A value as text for a person: lists and objects as JSON, nothing as nothing. */
export function printed(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
