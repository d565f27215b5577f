import type { FormFieldSpec, FormSpec } from '@patchbay/api-contract/chat';
import type { DraftValue } from '../drafts.ts';

/** What stands in a field while it is edited: a text, several texts, or a tick. */
export type FieldValue = DraftValue;
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

/** Whether what stands in a field is kept for a reload: no file, and nothing of a kind that this release does not know, such as a password. */
export function mayKeep({ field, value }: { field: FormFieldSpec; value: unknown }): boolean {
  switch (field.type) {
    case 'text':
    case 'textarea':
    case 'number':
    case 'email':
    case 'date':
    case 'time':
    case 'select':
      return typeof value === 'string';
    case 'multiselect':
      return Array.isArray(value);
    case 'checkbox':
      return typeof value === 'boolean';
    default:
      return false;
  }
}

/** First values of a form, and in them what was typed before a reload. */
export function resumedValues({ spec, kept }: { spec: FormSpec; kept: Readonly<FormValues> }): FormValues {
  const values = startValues(spec);
  for (const field of spec.fields) {
    const value = kept[field.key];
    if (value !== undefined && mayKeep({ field, value })) values[field.key] = value;
  }
  return values;
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
