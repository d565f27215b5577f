import { expect, test } from '@jest/globals';
import type { FormField, Widget } from '@patchbay/node-kit';
import { begun, inPlaceOf, isBlank, isOdd } from './odd-value.ts';

const field = (widget: Widget, required = false): FormField => ({ key: 'f', label: 'F', widget, required });

test('a value is odd where the field shows parts of another kind of value', () => {
  const odd = (widget: Widget) =>
    ['text', 1, true, null, [], {}].filter((value) => isOdd({ field: field(widget), value }));
  for (const widget of ['group', 'pairs', 'condition'] as const)
    expect(odd(widget)).toEqual(['text', 1, true, null, []]);
  for (const widget of ['list', 'texts'] as const) expect(odd(widget)).toEqual([1, true, null, {}]);
  for (const widget of ['text', 'json', 'number', 'select'] as const) expect(odd(widget)).toEqual([]);
  expect(isOdd({ field: field('group'), value: undefined })).toBe(false);
});

test('nothing is lost of what is blank', () => {
  expect([undefined, null, '', ' ', [], {}].every(isBlank)).toBe(true);
  expect(['a', 0, false, [''], { a: undefined }].some(isBlank)).toBe(false);
});

test('what stood in the way of an edit makes place for all that the edit needs, as one change', () => {
  const made: unknown[] = [];
  const change = inPlaceOf({ path: ['body'], onChange: (path, value) => made.push([path, value]) });
  change(['body', 'type'], 'json');
  change(['body', 'all', 0], { left: '' });
  change(['body', 'type'], undefined);
  change(['body'], [1]);
  expect(made).toEqual([
    [['body'], { type: 'json' }],
    [['body'], { all: [{ left: '' }] }],
    [['body'], {}],
    [['body'], [1]],
  ]);
});

test('a form begins with nothing where a flow may do without', () => {
  expect(begun(field('group'))).toBeUndefined();
  expect(begun(field('group', true))).toEqual({});
  expect(begun(field('condition', true))).toEqual({ all: [] });
  expect(begun(field('list', true))).toEqual([]);
});
