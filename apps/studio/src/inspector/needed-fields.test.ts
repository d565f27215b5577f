import { expect, test } from '@jest/globals';
import { formFields } from '@patchbay/node-kit';
import { nodeRegistry } from '@patchbay/nodes';
import { neededFields } from './needed-fields.ts';

test.each([
  { type: 'choice', needed: ['options', 'options.label'], free: ['text', 'saveAs', 'options.value'] },
  { type: 'table', needed: ['rows'], free: ['title'] },
  { type: 'loop', needed: ['items', 'itemVar'], free: ['indexVar', 'limit'] },
  { type: 'message', needed: ['text'], free: [] },
  { type: 'http', needed: ['url'], free: ['saveAs', 'headers'] },
])('the fields of $type that may not be empty are known', ({ type, needed, free }) => {
  const definition = nodeRegistry.get(type)!;
  const found = new Map(
    neededFields({ definition, fields: formFields(definition) }).flatMap((field) => [
      [field.key, field.needed] as const,
      ...(field.fields ?? []).map((one) => [`${field.key}.${one.key}`, one.needed] as const),
    ]),
  );
  expect(needed.filter((key) => found.get(key) !== true)).toEqual([]);
  expect(free.filter((key) => found.get(key) !== false)).toEqual([]);
});
