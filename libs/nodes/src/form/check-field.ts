import { linearMatch, parseTypedAnswer, PatternError } from '@patchbay/expressions';
import type { HandlerContext, JsonValue, SubmitIssue } from '@patchbay/node-kit';
import { type FormFieldConfig, fieldOptions } from './field-spec.ts';

type Texts = HandlerContext<unknown, never>['text'];
type Checked = { value: JsonValue } | { issue: SubmitIssue };

/** No number that a person types is longer, and none that is longer is read. */
const LONGEST_NUMBER = 100;

/** A submitted value by the rules of its field: the value as it is saved, or what is wrong with it. */
export function checkField({
  field,
  untranslated,
  value,
  today,
  text,
}: {
  /** In the user's language: its label is told to them. */
  field: FormFieldConfig;
  /** As the author wrote it: the values of its options are what may be submitted. */
  untranslated: FormFieldConfig;
  value: JsonValue | undefined;
  /** The user's, such as 2026-11-24. */
  today: string;
  text: Texts;
}): Checked {
  const fault = (code: string, key: Parameters<Texts>[0], values: Record<string, string | number> = {}): Checked => ({
    issue: { path: field.key, code, message: text(key, { label: field.label, ...values }) },
  });
  const missing =
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0) ||
    (field.type === 'checkbox' && value === false);
  if (missing && field.required) return fault('required', 'fieldRequired');
  if (field.type === 'checkbox')
    return typeof value === 'boolean' || missing ? { value: value === true } : fault('invalid', 'fieldInvalid');
  if (missing) return { value: field.type === 'multiselect' ? [] : null };

  if (field.type === 'multiselect') {
    const allowed = optionValues({ field, untranslated });
    if (!Array.isArray(value)) return fault('invalid', 'fieldInvalid');
    return value.every((one) => typeof one === 'string' && allowed.has(one))
      ? { value: [...new Set(value)] }
      : fault('not_an_option', 'fieldNotAnOption');
  }
  if (field.type === 'number') {
    const number = numberOf(value);
    if (number === undefined) return fault('invalid', 'retryNumber');
    if (field.min !== undefined && number < field.min) return fault('too_small', 'fieldTooSmall', { min: field.min });
    if (field.max !== undefined && number > field.max) return fault('too_large', 'fieldTooLarge', { max: field.max });
    return { value: number };
  }
  if (typeof value !== 'string') return fault('invalid', 'fieldInvalid');
  if (value.length > 16_000) return fault('too_long', 'fieldTooLong', { max: 16_000, length: value.length });
  const typed = value.trim();
  switch (field.type) {
    case 'select':
      return optionValues({ field, untranslated }).has(value) ? { value } : fault('not_an_option', 'fieldNotAnOption');
    case 'email': {
      const answer = parseTypedAnswer({
        expects: 'email',
        text: typed,
        now: '1970-01-01T00:00:00.000Z',
        timezone: 'UTC',
        locale: 'en',
      });
      if (!answer.ok || answer.value !== typed) return fault('invalid', 'retryEmail');
      break;
    }
    case 'date':
      if (!isDate(typed)) return fault('invalid', 'retryDate');
      if (field.days === 'from_today' && typed < today) return fault('too_early', 'fieldTooEarly');
      if (field.days === 'until_today' && typed > today) return fault('too_late', 'fieldTooLate');
      break;
    case 'time':
      if (!/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(typed)) return fault('invalid', 'fieldInvalid');
      break;
    case 'file':
      return fault('unsupported', 'fieldInvalid');
    case 'text':
    case 'textarea':
      if (field.min !== undefined && typed.length < field.min)
        return fault('too_short', 'fieldTooShort', { min: field.min });
      if (field.max !== undefined && typed.length > field.max)
        return fault('too_long', 'fieldTooLong', { max: field.max, length: typed.length });
      break;
    default:
      return field.type satisfies never;
  }
  if (field.pattern !== undefined && !fitsPattern({ pattern: field.pattern, text: typed }))
    return fault('pattern', 'retryRegex');
  return { value: field.type === 'textarea' || field.type === 'text' ? value : typed };
}

function optionValues(fields: { field: FormFieldConfig; untranslated: FormFieldConfig }): Set<string> {
  return new Set(fieldOptions(fields).map((option) => option.value));
}

// A text that is too long for its pattern is the user's to shorten.
function fitsPattern(options: { pattern: string; text: string }): boolean {
  try {
    return linearMatch({ ...options, whole: true });
  } catch (error) {
    if (error instanceof PatternError && error.code === 'pattern.limit') return false;
    throw error;
  }
}

// The length comes first: a user may send anything.
function numberOf(value: JsonValue): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.length > LONGEST_NUMBER) return undefined;
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(value.trim()) ? Number(value) : undefined;
}

function isDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
  );
}
