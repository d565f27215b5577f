import { describe, expect, it } from '@jest/globals';
import { SANDBOX_LIMITS } from '../sandbox-limits.ts';
import { jsonFault } from './json-check.ts';

describe('jsonFault', () => {
  it('takes every kind of JSON', () => {
    for (const text of ['null', '1', '"[[[{\\"["', '[]', '{"a":[{"b":"}\\\\"}]}', '"\\u0000"']) {
      expect(jsonFault(text)).toBeUndefined();
    }
  });

  it('refuses what is no JSON', () => {
    for (const text of ['', 'undefined', '{a:1}', '[1,]', '"', 'null null', '\u2028']) {
      expect(jsonFault(text)).toBe('invalid');
    }
  });

  it('refuses what is nested too deeply, brackets in strings not counted', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(jsonFault(nested(SANDBOX_LIMITS.outputDepth))).toBeUndefined();
    expect(jsonFault(nested(SANDBOX_LIMITS.outputDepth + 1))).toBe('deep');
    expect(jsonFault(JSON.stringify('['.repeat(1_000)))).toBeUndefined();
    expect(jsonFault('[]'.repeat(1_000))).toBe('invalid');
  });
});
