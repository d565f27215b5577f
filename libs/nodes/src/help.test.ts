import { expect, test } from '@jest/globals';
import { type FormField, formFields } from '@patchbay/node-kit';
import { nodeDefinitions } from './definitions.ts';

test.each(nodeDefinitions.map((definition) => [definition.type, definition] as const))(
  'every field that the form of %s shows says what it is for',
  (type, definition) => {
    expect(withoutHelp({ fields: formFields(definition), where: type })).toEqual([]);
  },
);

function withoutHelp({ fields, where, itemId }: { fields: FormField[]; where: string; itemId?: string }): string[] {
  return fields
    .filter(({ key }) => key !== itemId)
    .flatMap((field) => {
      const path = `${where}.${field.key}`;
      const within = withoutHelp({
        fields: field.fields ?? [],
        where: path,
        ...(field.itemId === undefined ? {} : { itemId: field.itemId }),
      });
      return (field.help ?? '').trim() === '' ? [path, ...within] : within;
    });
}
