import { describe, expect, test } from '@jest/globals';
import type { JsonValue } from '@patchbay/node-kit';
import { checkField } from './check-field.ts';
import type { FormFieldConfig } from './field-spec.ts';

const today = '2026-11-24';
const text = (key: string, values = {}) => `${key} ${JSON.stringify(values)}`;

function checked(own: Partial<FormFieldConfig>, value: JsonValue | undefined, untranslated = own): unknown {
  const field = { key: 'f', label: 'F', type: 'text', ...own } as FormFieldConfig;
  const result = checkField({ field, untranslated: { ...field, ...untranslated }, value, today, text });
  return 'issue' in result ? result.issue.code : result.value;
}

describe('what each type of field takes, as it is saved', () => {
  test.each<[Partial<FormFieldConfig>, JsonValue, unknown]>([
    [{ type: 'text' }, ' as it is typed ', ' as it is typed '],
    [{ type: 'textarea' }, 'two\nlines', 'two\nlines'],
    [{ type: 'text' }, 5, 'invalid'],
    [{ type: 'text' }, 'x'.repeat(16_001), 'too_long'],
    [{ type: 'email' }, ' ada@example.com ', 'ada@example.com'],
    [{ type: 'email' }, 'write to ada@example.com', 'invalid'],
    [{ type: 'date' }, '2028-02-29', '2028-02-29'],
    [{ type: 'date' }, '2026-02-29', 'invalid'],
    [{ type: 'date' }, '29.02.2028', 'invalid'],
    [{ type: 'time' }, '23:59', '23:59'],
    [{ type: 'time' }, '24:00', 'invalid'],
    [{ type: 'checkbox' }, true, true],
    [{ type: 'checkbox' }, 'true', 'invalid'],
    [{ type: 'select', options: ['a', 'b'] }, 'b', 'b'],
    [{ type: 'select', options: ['a', 'b'] }, 'c', 'not_an_option'],
    [{ type: 'select', options: [{ value: 7, label: 'Seven' }] }, '7', '7'],
    [{ type: 'select', options: [{ value: 7, label: 'Seven' }] }, 'Seven', 'not_an_option'],
    [{ type: 'multiselect', options: ['a', 'b'] }, ['b', 'a', 'b'], ['b', 'a']],
    [{ type: 'multiselect', options: ['a', 'b'] }, ['b', 'c'], 'not_an_option'],
    [{ type: 'multiselect', options: ['a', 'b'] }, 'a', 'invalid'],
    [{ type: 'file' }, 'x', 'unsupported'],
  ])('%j takes %j', (field, value, result) => {
    expect(checked(field, value)).toEqual(result);
  });

  test.each<[JsonValue, unknown]>([
    [2.5, 2.5],
    ['2', 2],
    [' -2.50 ', -2.5],
    ['+.5', 0.5],
    ['5.', 5],
    ['', null],
    ['.', 'invalid'],
    ['1e3', 'invalid'],
    ['0x10', 'invalid'],
    ['1 2', 'invalid'],
    ['two', 'invalid'],
    [true, 'invalid'],
    ['1'.repeat(100), Number('1'.repeat(100))],
    ['1'.repeat(101), 'invalid'],
  ])('a number takes %j', (value, result) => {
    expect(checked({ type: 'number' }, value)).toEqual(result);
  });

  test('a number of 200,000 digits and a letter is refused at once', () => {
    const before = performance.now();
    expect(checked({ type: 'number' }, `${'1'.repeat(200_000)}x`)).toBe('invalid');
    expect(checked({ type: 'number' }, `${' '.repeat(200_000)}x`)).toBe('invalid');
    // Read digit by digit at every digit, as a careless pattern does, it takes a minute and a half.
    expect(performance.now() - before).toBeLessThan(8_000);
  });
});

describe('rules', () => {
  test.each<[Partial<FormFieldConfig>, JsonValue | undefined, unknown]>([
    [{ required: true }, undefined, 'required'],
    [{ required: true }, '', 'required'],
    [{ required: true }, ' \n ', 'required'],
    [{ required: true, type: 'number' }, null, 'required'],
    [{ required: true, type: 'number' }, 0, 0],
    [{ required: true, type: 'checkbox' }, false, 'required'],
    [{ required: true, type: 'multiselect', options: ['a'] }, [], 'required'],
    [{}, undefined, null],
    [{ type: 'textarea' }, '   ', null],
    [{ type: 'checkbox' }, undefined, false],
    [{ type: 'multiselect', options: ['a'] }, undefined, []],
    [{ min: 2 }, 'a', 'too_short'],
    [{ max: 2 }, 'abc', 'too_long'],
    [{ min: 2, max: 2 }, 'ab', 'ab'],
    [{ type: 'number', min: 2 }, 1, 'too_small'],
    [{ type: 'number', max: 2 }, 3, 'too_large'],
    [{ pattern: 'INC[0-9]{7}' }, 'INC0000001', 'INC0000001'],
    [{ pattern: 'INC[0-9]{7}' }, 'see INC0000001', 'pattern'],
    [{ pattern: '(a+)+$' }, `${'a'.repeat(10_000)}!`, 'pattern'],
  ])('%j and %j', (field, value, result) => {
    expect(checked(field, value)).toEqual(result);
  });

  test('options of a translated field are compared by their untranslated values', () => {
    const field: Partial<FormFieldConfig> = { type: 'select', options: ['klein', 'gross'] };
    expect(checked(field, 'small', { options: ['small', 'big'] })).toBe('small');
    expect(checked(field, 'klein', { options: ['small', 'big'] })).toBe('not_an_option');
  });

  test('what is wrong is told with the label and the limit', () => {
    const field: FormFieldConfig = { key: 'n', label: 'Anzahl', type: 'number', max: 3 };
    expect(checkField({ field, untranslated: { ...field, label: 'Amount' }, value: 4, today, text })).toEqual({
      issue: { path: 'n', code: 'too_large', message: 'fieldTooLarge {"label":"Anzahl","max":3}' },
    });
  });
});
