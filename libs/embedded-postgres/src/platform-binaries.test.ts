import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { binariesIn } from './platform-binaries.ts';

let root: string;
beforeEach(() => {
  root = path.join(mkdtempSync(path.join(tmpdir(), 'patchbay-binaries-')), 'native');
  for (const folder of ['bin', 'lib']) mkdirSync(path.join(root, folder), { recursive: true });
  for (const name of ['initdb', 'pg_ctl', 'postgres']) writeFileSync(path.join(root, 'bin', name), '');
});
afterEach(() => rmSync(path.dirname(root), { recursive: true, force: true }));

test('names the link that the installation did not make, and how to make it', () => {
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  writeFileSync(path.join(root, 'pg-symlinks.json'), JSON.stringify(links));
  expect(() => binariesIn(root)).toThrow(/libpq\.so\.5 is missing.*node scripts\/hydrate-symlinks\.js/s);
  writeFileSync(path.join(root, 'lib', 'libpq.so.5'), '');
  expect(binariesIn(root).initdb).toBe(path.join(root, 'bin', 'initdb'));
});

test('names the program that is missing', () => {
  rmSync(path.join(root, 'bin', 'postgres'));
  expect(() => binariesIn(root)).toThrow(/bin\/postgres is missing/);
});
