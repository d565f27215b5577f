import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { CredentialStore } from './credential-store.ts';
import { createEnvironmentStore } from './environment-store.ts';
import { createFileStore } from './file-store.ts';

const root = mkdtempSync(path.join(tmpdir(), 'patchbay-secrets-'));
const directory = path.join(root, 'secrets');
mkdirSync(path.join(directory, 'default', 'itsm'), { recursive: true });
mkdirSync(path.join(directory, 'other'));
writeFileSync(path.join(root, 'outside'), 'outside');
writeFileSync(path.join(directory, 'default', 'plain'), 'value of a file\n');
writeFileSync(path.join(directory, 'default', 'empty'), '\n');
writeFileSync(path.join(directory, 'default', 'large'), 'x'.repeat(64_001));
writeFileSync(path.join(directory, 'other', 'theirs'), 'theirs');
// As orchestrators mount them.
symlinkSync(path.join(directory, 'default', 'plain'), path.join(directory, 'default', 'itsm', 'token'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function outcome(store: CredentialStore, name: string, workspace = 'default'): Promise<unknown> {
  return store
    .read({ workspace, reference: { name, field: 'token' } })
    .catch((error: unknown) => [(error as { code: string }).code, (error as Error).message]);
}

test('a variable is read for the workspace in its name alone, and no two names are one variable', async () => {
  const store = createEnvironmentStore({
    PATCHBAY_SECRET__DEFAULT__ITSM_TOKEN: 'one',
    PATCHBAY_SECRET__A__B__C: 'of a--b',
    PATCHBAY_SECRET__A___C: 'of a-',
    PATCHBAY_MASTER_KEY: 'never',
    PATH: 'never',
  });
  expect(await outcome(store, 'itsm-token')).toBe('one');
  expect(await outcome(store, 'c', 'a--b')).toBe('of a--b');
  expect(await outcome(store, 'c', 'a-')).toBe('of a-');
  for (const [name, workspace] of [
    ['b--c', 'a'],
    ['-c', 'a'],
    ['itsm_token', 'default'],
    ['ITSM-TOKEN', 'default'],
    ['__proto__', 'default'],
    ['../default/itsm-token', 'other'],
  ] as const)
    expect([name, await outcome(store, name, workspace)]).toEqual([
      name,
      ['connection.secret_missing', expect.any(String)],
    ]);
  expect(await outcome(store, 'other')).toEqual([
    'connection.secret_missing',
    'The variable PATCHBAY_SECRET__DEFAULT__OTHER is not set.',
  ]);
});

test('a file is read beneath the directory of the workspace, and nowhere else', async () => {
  const store = createFileStore({ directory });
  expect(await outcome(store, 'plain')).toBe('value of a file');
  expect(await outcome(store, 'itsm/token')).toBe('value of a file');
  for (const name of ['empty', 'large', 'itsm', 'plain/x', 'nothing', 'theirs'])
    expect([name, await outcome(store, name)]).toEqual([
      name,
      ['connection.secret_missing', expect.stringContaining(name)],
    ]);
  for (const name of ['../other/theirs', '../../outside', '/etc/passwd', '..', '.', 'a//b', 'plain\0', 'a\\..\\b', ''])
    expect([name, await outcome(store, name)]).toEqual([
      name,
      ['connection.secret_missing', 'That is no name of a secret.'],
    ]);
  for (const workspace of ['..', '../secrets/other', ''])
    expect(await outcome(store, 'theirs', workspace)).toEqual(['connection.secret_missing', expect.any(String)]);
  // What was written anew counts at once.
  writeFileSync(path.join(directory, 'default', 'plain'), 'next');
  expect(await outcome(store, 'plain')).toBe('next');
  if (process.getuid?.() !== 0) {
    chmodSync(path.join(directory, 'default', 'plain'), 0);
    expect(await outcome(store, 'plain')).toEqual(['connection.secret_refused', expect.any(String)]);
  }
});
