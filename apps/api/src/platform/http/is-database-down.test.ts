import { describe, expect, it } from '@jest/globals';
import { isDatabaseDown } from './is-database-down.ts';

const failed = (code: string, more: object = {}) => Object.assign(new Error('failed'), { code, ...more });

describe('the database is down', () => {
  it.each(['08006', '57P01', '57P03', '53100', '53200', '53300', '58030', '25006'])('by SQLSTATE %s', (code) => {
    expect(isDatabaseDown(failed(code))).toBe(true);
    expect(isDatabaseDown({ driverError: failed(code) })).toBe(true);
  });

  it('by the network, where it was to be spoken to', () => {
    expect(isDatabaseDown(failed('ECONNREFUSED', { syscall: 'connect' }))).toBe(true);
    expect(isDatabaseDown(failed('ENOENT', { syscall: 'open' }))).toBe(false);
  });

  it.each(['23505', '42601', '22P02', '40001'])('not by SQLSTATE %s', (code) => {
    expect(isDatabaseDown(failed(code))).toBe(false);
  });
});
