import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadOrCreateMasterKey } from './master-key.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'patchbay-key-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test('a given key counts, in base64, base64url or hex, and makes no file', () => {
  const key = randomBytes(32);
  for (const encoding of ['base64', 'base64url', 'hex'] as const)
    expect(loadOrCreateMasterKey({ dataDir, given: ` ${key.toString(encoding)}\n` })).toEqual(key);
  expect(readdirSync(dataDir)).toEqual([]);
});

test.each([
  'short',
  randomBytes(31).toString('base64'),
  randomBytes(33).toString('base64'),
  randomBytes(32).toString('hex').slice(1),
  'a passphrase of many words, whose letters happen to be 43',
  '',
])('%j is no key, and the variable is named', (given) => {
  expect(() => loadOrCreateMasterKey({ dataDir, given })).toThrow('PATCHBAY_MASTER_KEY');
});

test('without one, a key is made once, in a file of its owner alone, without leavings', () => {
  const dir = path.join(dataDir, 'new', 'deep');
  const key = loadOrCreateMasterKey({ dataDir: dir, given: undefined });
  expect(key).toHaveLength(32);
  expect(loadOrCreateMasterKey({ dataDir: dir, given: undefined })).toEqual(key);
  expect(readdirSync(dir)).toEqual(['master-key']);
  expect(statSync(path.join(dir, 'master-key')).mode & 0o777).toBe(0o600);
});

test('a key file that all may read is closed again; a broken one is named and kept', () => {
  const file = path.join(dataDir, 'master-key');
  const key = loadOrCreateMasterKey({ dataDir, given: undefined });
  chmodSync(file, 0o644);
  expect(loadOrCreateMasterKey({ dataDir, given: undefined })).toEqual(key);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(file, 'broken');
  expect(() => loadOrCreateMasterKey({ dataDir, given: undefined })).toThrow(file);
  expect(readFileSync(file, 'utf8')).toBe('broken');
});
