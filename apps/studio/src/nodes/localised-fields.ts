import type { FormField } from '@patchbay/node-kit';
import { localise } from '@patchbay/texts';

/** Fields of a form with what they say in the language of the studio. */
export function localisedFields(fields: readonly FormField[]): FormField[] {
  return fields.map((field) => ({
    ...field,
    label: localise(field.label),
    ...(field.help === undefined ? {} : { help: localise(field.help) }),
    ...(field.placeholder === undefined ? {} : { placeholder: localise(field.placeholder) }),
    ...(field.options ? { options: field.options.map((one) => ({ ...one, label: localise(one.label) })) } : {}),
    ...(field.item ? { item: { ...field.item, label: localise(field.item.label) } } : {}),
    ...(field.variants
      ? {
          variants: field.variants.map((one) => ({
            ...one,
            label: localise(one.label),
            ...(one.keyLabel === undefined ? {} : { keyLabel: localise(one.keyLabel) }),
          })),
        }
      : {}),
    ...(field.fields ? { fields: localisedFields(field.fields) } : {}),
  }));
}
