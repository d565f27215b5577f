import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createVault } from './create-vault.ts';
import { addMasterKey, forgetOldMasterKeys, loadMasterKeys } from './master-key.ts';

const loadOrCreateMasterKey = (options: Parameters<typeof loadMasterKeys>[0]) => loadMasterKeys(options).keys()[0]!;

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

test('several keys may be given: the first seals', () => {
  const [first, second] = [randomBytes(32), randomBytes(32)];
  const given = `${first.toString('base64')}, ${second.toString('hex')}`;
  expect(loadMasterKeys({ dataDir, given }).keys()).toEqual([first, second]);
  expect(() => loadMasterKeys({ dataDir, given: `${given},` })).toThrow('PATCHBAY_MASTER_KEY');
});

test('a process that runs learns of a key that was put into the file, and of one that was taken out', () => {
  const keys = loadMasterKeys({ dataDir, given: undefined });
  const running = createVault({ keys });
  const context = { workspace: 'w', row: 'r', field: 'f', version: 1 };
  const before = running.seal({ plaintext: 'a', context });
  addMasterKey(dataDir);
  const other = createVault({ keys: loadMasterKeys({ dataDir, given: undefined }) });
  expect(running.open({ sealed: other.seal({ plaintext: 'b', context }), context })).toBe('b');
  expect(running.seal({ plaintext: 'c', context }).split('.')[1]).not.toBe(before.split('.')[1]);
  expect(statSync(path.join(dataDir, 'master-key')).mode & 0o777).toBe(0o600);
  expect(forgetOldMasterKeys(dataDir)).toBe(1);
  expect(forgetOldMasterKeys(dataDir)).toBe(0);
  expect(readdirSync(dataDir)).toEqual(['master-key']);
  running.seal({ plaintext: 'd', context });
  expect(() => running.open({ sealed: before, context })).toThrow(/another master key/);
});
