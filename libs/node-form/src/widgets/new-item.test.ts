import { expect, test } from '@jest/globals';
import type { FormField } from '@patchbay/node-kit';
import { newItem } from './new-item.ts';

const of = (key: string, widget: FormField['widget'], required = true): FormField => ({
  key,
  label: key,
  widget,
  required,
});
const field: FormField = {
  ...of('fields', 'list'),
  item: { label: 'Field', title: 'label' },
  fields: [of('key', 'variable'), of('label', 'text'), of('help', 'text', false)],
};

test('a new item has a name that no other has, so that nothing is wrong with it but what its author has to write', () => {
  expect(newItem({ field, items: [] })).toEqual({ key: 'field1', label: '' });
  expect(newItem({ field, items: [{ key: 'mail' }] })).toEqual({ key: 'field2', label: '' });
  expect(newItem({ field, items: [{ key: 'field2' }, 'odd'] })).toEqual({ key: 'field3', label: '' });
  expect(newItem({ field, items: [{ key: 'field2' }] })).toEqual({ key: 'field3', label: '' });
});

test('an id that outlets are named by is made the same way', () => {
  const option: FormField = { ...field, item: { label: 'Option' }, itemId: 'id', fields: [of('label', 'text')] };
  expect(newItem({ field: option, items: [{ id: 'option2' }] })).toEqual({ label: '', id: 'option3' });
});
