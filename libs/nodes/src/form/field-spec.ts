import type { ConfigOf, JsonObject, JsonValue } from '@patchbay/node-kit';
import { isRecord, jsonOf, printed } from '../shared/read-config.ts';
import type { formDefinition } from './definition.ts';

export type FormFieldConfig = ConfigOf<typeof formDefinition>['fields'][number];

/** Options of a select as value and label; what is saved is the untranslated value. */
export function fieldOptions({
  field,
  untranslated,
}: {
  field: FormFieldConfig;
  untranslated: FormFieldConfig;
}): { value: string; label: string }[] {
  return (field.options ?? []).map((one, index) => {
    const source = untranslated.options?.[index] ?? one;
    const value = isRecord(source) ? printed(source.value) : String(source);
    return { value, label: isRecord(one) ? printed(one.label) : String(one) };
  });
}

/** What a field looks like to a client. `value` fills it, null leaves it empty; without one its default does. */
export function fieldSpec({
  field,
  untranslated,
  value,
}: {
  field: FormFieldConfig;
  untranslated: FormFieldConfig;
  value: unknown;
}): JsonObject {
  const spec: JsonObject = { key: field.key, label: field.label, type: field.type, required: field.required === true };
  if (field.type === 'select' || field.type === 'multiselect') spec.options = fieldOptions({ field, untranslated });
  for (const key of ['help', 'min', 'max', 'pattern'] as const) if (field[key] !== undefined) spec[key] = field[key];
  if (field.type === 'date' && field.days !== undefined && field.days !== 'any') spec.days = field.days;
  const shown: JsonValue = jsonOf(value === undefined ? field.default : value);
  if (shown !== null && shown !== '') spec.value = shown;
  return spec;
}
