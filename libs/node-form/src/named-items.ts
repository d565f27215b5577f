import type { FormField } from '@patchbay/node-kit';

/** Which field of a list's items is the name that flows call them by, and which is its title for people; undefined where items have not both. */
export function namesOf(field: Pick<FormField, 'fields' | 'item'>): { name: string; title: string } | undefined {
  const title = field.item?.title;
  const name = field.fields?.find((one) => one.widget === 'variable')?.key;
  return title === undefined || name === undefined || name === title ? undefined : { name, title };
}
