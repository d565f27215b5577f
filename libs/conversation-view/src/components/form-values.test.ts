import { expect, it } from '@jest/globals';
import type { FormFieldSpec } from '@patchbay/api-contract/chat';
import { mayKeep, resumedValues, shownValue } from './form-values.ts';

const shown = (type: 'date' | 'text', value: unknown) =>
  shownValue({ field: { key: 'f', label: 'F', type, required: false }, value, yes: 'Yes', no: 'No' });

it('shows a day as the reader writes it, the same wherever they are, and what is none as it is', () => {
  const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
  expect(shown('date', '2026-11-24')).toBe(day.format(Date.UTC(2026, 10, 24)));
  expect(shown('date', 'some day')).toBe('some day');
  expect(shown('date', null)).toBe('–');
  expect(shown('text', '2026-11-24')).toBe('2026-11-24');
});

it('takes up what was typed before a reload, where a field of its kind can hold it', () => {
  const field = (key: string, type: FormFieldSpec['type'], value?: unknown) => ({
    ...{ key, label: key, type, required: false, value },
  });
  const spec = {
    submitLabel: 'Send',
    cancellable: true,
    fields: [field('name', 'text', 'Ada'), field('asked', 'checkbox', true), field('extras', 'multiselect')],
  };
  const start = { name: 'Ada', asked: true, extras: [] };
  expect(resumedValues({ spec, kept: {} })).toEqual(start);
  expect(resumedValues({ spec, kept: { name: '', asked: false, extras: ['m'] } })).toEqual({
    ...{ name: '', asked: false, extras: ['m'] },
  });
  expect(resumedValues({ spec, kept: { name: true, asked: 'yes', extras: 'm', other: 'x' } })).toEqual(start);
});

it('keeps no file, and nothing of a kind that it does not know', () => {
  const kept = (type: string) =>
    mayKeep({ field: { key: 'f', label: 'F', type, required: false } as FormFieldSpec, value: 'typed' });
  expect(['text', 'textarea', 'number', 'email', 'date', 'time', 'select'].filter(kept)).toHaveLength(7);
  expect(['file', 'password', 'secret'].filter(kept)).toEqual([]);
});
