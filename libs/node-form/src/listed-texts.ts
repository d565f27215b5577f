import { isRecord } from './widget-props.ts';

// Items of a list of texts: a text (or number) that is its own value, or a label with a value that stands for it.

export function labelOf(item: unknown): string {
  return isRecord(item) ? text(item.label) : text(item);
}

/** The value as it was written; nothing where the label is its own. */
export function writtenValue(item: unknown): string {
  return isRecord(item) ? text(item.value) : '';
}

/** The item with another label; what else it holds stays. */
export function withLabel(item: unknown, label: string): unknown {
  return isRecord(item) ? { ...item, label } : label;
}

/** The item with another value; without one it is a text again, unless it holds more than the two. */
export function withValue(item: unknown, value: string): unknown {
  if (!isRecord(item) && value === labelOf(item)) return item;
  if (value !== '') return isRecord(item) ? { ...item, value } : { value, label: labelOf(item) };
  if (!isRecord(item)) return item;
  const { value: _, label, ...others } = item;
  return Object.keys(others).length > 0 ? { ...others, label, value: text(label) } : text(label);
}

/** Lines of a text that was pasted, without empty ones. */
export function linesOf(pasted: string): string[] {
  return pasted
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
