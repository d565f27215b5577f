import { expect, test } from '@jest/globals';
import type { FormField } from '@patchbay/node-kit';
import { followedName } from './followed-name.ts';

const of = (key: string, widget: FormField['widget']): FormField => ({ key, label: key, widget, required: true });
const field: FormField = {
  ...of('fields', 'list'),
  item: { label: 'Field', title: 'label' },
  fields: [of('key', 'variable'), of('label', 'text')],
};
const name = (item: unknown, title: unknown, others: unknown[] = [], read: string[] = []) =>
  followedName({ field, items: [item, ...others], index: 0, title, isRead: (key) => read.includes(key) });

test.each([
  ['Your computer’s name', 'your_computers_name'],
  ['Since when?', 'since_when'],
  ['Größe in Metern', 'grosse_in_metern'],
  ['2nd phone', '_2nd_phone'],
  ['Which error do you see when you open the mailbox?', 'which_error_do_you_see_when_you_open_the'],
  ['x'.repeat(100), 'x'.repeat(40)],
])('a new item is named after its title: %s', (title, expected) => {
  expect(name({ key: 'field2', label: '' }, title)).toBe(expected);
  expect(expected).toMatch(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/);
});

test('letter by letter, also after all were taken away', () => {
  const item = { key: 'field1', label: '' };
  for (const label of ['S', 'Si', 'Since ', 'Since w', '', '?', 'W'])
    Object.assign(item, { key: name(item, label) ?? item.key, label });
  expect(item).toEqual({ key: 'w', label: 'W' });
  expect(name({ key: 'text', label: 'Text' }, '')).toBe('field1');
  expect(name({ key: 'text', label: 'Text' }, undefined)).toBe('field1');
  expect(name({ key: 'field1', label: '' }, '日本')).toBeUndefined();
});

test('a name that another has is given with a number, and follows on', () => {
  const others = [{ key: 'name' }, 'odd'];
  expect(name({ key: 'field2', label: '' }, 'Name', others)).toBe('name_2');
  expect(name({ key: 'name_2', label: 'Name' }, 'Names', others)).toBe('names');
});

test('what somebody wrote, or the flow reads, stays', () => {
  expect(name({ key: 'mail', label: 'E-mail' }, 'E-mail address')).toBeUndefined();
  expect(name({ label: 'Since' }, 'Since when?')).toBeUndefined();
  expect(name({ key: 'since', label: 'Since' }, 'Since when?', [], ['since'])).toBeUndefined();
  expect(name('Since', 'Since when?')).toBeUndefined();
});

test('items that are called by their title alone, or not by a name, have nothing to follow', () => {
  const titled = { ...field, item: { label: 'Variable', title: 'key' } };
  const items = [{ key: 'field1', label: '' }];
  expect(followedName({ field: titled, items, index: 0, title: 'x', isRead: () => false })).toBeUndefined();
});
