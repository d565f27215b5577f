import { describe, expect, it } from '@jest/globals';
import { LineReader } from './line-reader.ts';

describe('LineReader', () => {
  it('gives lines whatever the chunks', () => {
    const reader = new LineReader({ mostChars: 10 });
    expect(reader.push('on')).toEqual([]);
    expect(reader.push('e\ntwo\nth')).toEqual(['one', 'two']);
    expect(reader.push('')).toEqual([]);
    expect(reader.push('ree\n\n')).toEqual(['three', '']);
  });

  it('refuses a line that is too long, ended or not', () => {
    expect(new LineReader({ mostChars: 3 }).push('abcd\n')).toBe('too_long');
    const reader = new LineReader({ mostChars: 3 });
    expect(reader.push('ab')).toEqual([]);
    expect(reader.push('cd')).toBe('too_long');
    expect(new LineReader({ mostChars: 3 }).push('abc\nabc\nabc')).toEqual(['abc', 'abc']);
  });
});
