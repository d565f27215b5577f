import { expect, it } from '@jest/globals';
import { shownValue } from './form-values.ts';

const shown = (type: 'date' | 'text', value: unknown) =>
  shownValue({ field: { key: 'f', label: 'F', type, required: false }, value, yes: 'Yes', no: 'No' });

it('shows a day as the reader writes it, the same wherever they are, and what is none as it is', () => {
  const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
  expect(shown('date', '2026-11-24')).toBe(day.format(Date.UTC(2026, 10, 24)));
  expect(shown('date', 'some day')).toBe('some day');
  expect(shown('date', null)).toBe('–');
  expect(shown('text', '2026-11-24')).toBe('2026-11-24');
});
