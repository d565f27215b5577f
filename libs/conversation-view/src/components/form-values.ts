import type { FormFieldSpec, FormSpec } from '@patchbay/api-contract/chat';

/** What stands in a field while it is edited: a text, several texts, or a tick. */
export type FieldValue = string | string[] | boolean;
export type FormValues = Record<string, FieldValue>;

/** First values of a form: what the spec gives, else empty. */
export function startValues(spec: FormSpec): FormValues {
  return Object.fromEntries(spec.fields.map((field) => [field.key, startValue(field)]));
}

function startValue(field: FormFieldSpec): FieldValue {
  const given = field.value;
  if (field.type === 'checkbox') return given === true || given === 'true';
  if (field.type === 'multiselect') return Array.isArray(given) ? given.map(String) : [];
  return given === undefined || given === null ? '' : String(given);
}

/** Required fields that are empty, with the message to show at each. */
export function missingFields({
  spec,
  values,
  message,
}: {
  spec: FormSpec;
  values: FormValues;
  message: string;
}): Record<string, string> {
  const missing = spec.fields.filter((field) => field.required && isEmpty(values[field.key]));
  return Object.fromEntries(missing.map((field) => [field.key, message]));
}

function isEmpty(value: FieldValue | undefined): boolean {
  if (value === undefined || typeof value === 'boolean') return value !== true;
  return typeof value === 'string' ? value.trim() === '' : value.length === 0;
}

/** What is sent: numbers as numbers where they are some (the server judges the rest), empty fields left out. */
export function submittedValues({ spec, values }: { spec: FormSpec; values: FormValues }): Record<string, unknown> {
  const sent: Record<string, unknown> = {};
  for (const field of spec.fields) {
    const value = values[field.key];
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    sent[field.key] = field.type === 'number' && typeof value === 'string' ? numberOf(value) : value;
  }
  return sent;
}

function numberOf(text: string): number | string {
  const number = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(number) ? number : text;
}

/** A sent value as a person reads it: labels for options, yes and no for a tick, a day as the reader writes it. */
export function shownValue({
  field,
  value,
  yes,
  no,
}: {
  field: FormFieldSpec;
  value: unknown;
  yes: string;
  no: string;
}): string {
  if (field.type === 'checkbox') return value === true ? yes : no;
  if (value === undefined || value === null || value === '') return '–';
  if (field.type === 'date' && typeof value === 'string') return dayText(value);
  const label = (one: unknown) => field.options?.find((option) => option.value === one)?.label ?? String(one);
  return Array.isArray(value) ? value.map(label).join(', ') : label(value);
}

// In the language of the browser, as the field itself showed it.
function dayText(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) return day;
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
}
