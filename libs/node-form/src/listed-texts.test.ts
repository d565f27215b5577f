import { expect, test } from '@jest/globals';
import { labelOf, linesOf, withLabel, withValue, writtenValue } from './listed-texts.ts';

test('an item with a value of its own is shown by its label, and loses nothing when one of the two is changed', () => {
  const item = { value: 7, label: 'Seven', hint: 'of nine' };
  expect([labelOf(item), writtenValue(item)]).toEqual(['Seven', '7']);
  expect(withLabel(item, 'Sieben')).toEqual({ value: 7, label: 'Sieben', hint: 'of nine' });
  expect(withValue(item, '8')).toEqual({ value: '8', label: 'Seven', hint: 'of nine' });
});

test('a text becomes an item with a value, and a text again without it', () => {
  expect([labelOf('Laptop'), writtenValue('Laptop')]).toEqual(['Laptop', '']);
  expect(withLabel('Laptop', 'Notebook')).toBe('Notebook');
  const valued = withValue('Laptop', 'l');
  expect(valued).toEqual({ value: 'l', label: 'Laptop' });
  expect(withValue(valued, '')).toBe('Laptop');
  expect(withValue('Laptop', '')).toBe('Laptop');
  expect(labelOf(12)).toBe('12');
});

test('what is pasted is an item a line', () => {
  expect(linesOf('a\r\n b \n\nc')).toEqual(['a', 'b', 'c']);
});
