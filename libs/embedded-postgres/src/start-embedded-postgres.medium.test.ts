import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readPostmaster } from './postmaster-file.ts';
import { runningEmbeddedPostgres } from './running-embedded-postgres.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';
import { dataDirectory, query } from './testing/data-directory.ts';
import { startOwner } from './testing/owner-process.ts';

let place: ReturnType<typeof dataDirectory>;
beforeEach(() => {
  place = dataDirectory();
});
afterEach(() => place.remove());

test('a UTF-8 database with a collation of its own, without LANG; kept over a restart, with port and password', async () => {
  const { directory } = place;
  const { LANG: _, LC_ALL: __, ...bare } = process.env;
  const owner = await startOwner({ directory, env: bare });
  expect(
    await query(
      owner.url,
      `SELECT pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale, datcollate AS libc
       FROM pg_database WHERE datname = 'patchbay'`,
    ),
  ).toEqual([{ encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8', libc: 'C' }]);
  await query(owner.url, "CREATE TABLE kept AS SELECT 'Grüße 👋' AS text");
  expect(await query(owner.url, 'SELECT extname FROM pg_extension ORDER BY 1')).toEqual(
    expect.arrayContaining([{ extname: 'pg_trgm' }, { extname: 'unaccent' }, { extname: 'fuzzystrmatch' }]),
  );
  expect(
    await query(
      owner.url,
      "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'jit', 'listen_addresses', 'synchronous_commit') ORDER BY 1",
    ),
  ).toEqual([
    { name: 'fsync', setting: 'on' },
    { name: 'jit', setting: 'off' },
    { name: 'listen_addresses', setting: '127.0.0.1' },
    { name: 'synchronous_commit', setting: 'on' },
  ]);
  const { port } = new URL(owner.url);
  expect(existsSync(path.join(directory, `.s.PGSQL.${port}`))).toBe(true);
  expect(runningEmbeddedPostgres({ directory })).toBe(owner.url);
  owner.child.kill('SIGINT');
  expect(await owner.ended()).toBe(0);
  expect(readPostmaster(directory)).toBeUndefined();
  expect(runningEmbeddedPostgres({ directory })).toBeUndefined();
  const again = await startEmbeddedPostgres({ directory });
  expect(again).toMatchObject({ url: owner.url, adopted: false });
  expect(await query(again.url, 'SELECT text FROM kept')).toEqual([{ text: 'Grüße 👋' }]);
  await Promise.all([again.stop(), again.stop()]);
  expect(readPostmaster(directory)).toBeUndefined();
});

test('passwords: scram, in a file of mode 0600; that of the application opens no other role', async () => {
  const { directory } = place;
  const postgres = await startEmbeddedPostgres({ directory });
  expect(statSync(`${directory}.password`).mode & 0o777).toBe(0o600);
  await expect(query(postgres.url.replace(/:[^:@]*@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/);
  await expect(query(postgres.url.replace('patchbay:', 'postgres:'), 'SELECT 1')).rejects.toThrow(/password/);
  expect(
    await query(
      postgres.url,
      "SELECT rolsuper, rolcreaterole, rolcreatedb, current_setting('password_encryption') AS kind FROM pg_roles WHERE rolname = current_user",
    ),
  ).toEqual([{ rolsuper: false, rolcreaterole: false, rolcreatedb: false, kind: 'scram-sha-256' }]);
  expect(readFileSync(path.join(directory, 'pg_hba.conf'), 'utf8')).not.toMatch(/^\s*[a-z].*\b(trust|md5|peer)\s*$/m);
  await postgres.stop();
  rmSync(`${directory}.password`);
  await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(
    /password of the embedded database in .* is missing/,
  );
});

test('a port that somebody else has by now is left to him, and the new one kept', async () => {
  const { directory } = place;
  const first = await startEmbeddedPostgres({ directory });
  await first.stop();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(first.port, '127.0.0.1', resolve));
  try {
    const second = await startEmbeddedPostgres({ directory });
    expect(second.port).not.toBe(first.port);
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.stop();
    expect(readFileSync(`${directory}.port`, 'utf8')).toBe(String(second.port));
  } finally {
    other.close();
  }
});

test('a path with blanks, quotes and commas that is too long for a socket: TCP alone; what a killed first start left is cleared', async () => {
  const directory = path.join(place.parent, `it's a long, path ${'x'.repeat(100)}`, 'postgres');
  mkdirSync(`${directory}.new-1234/base`, { recursive: true });
  writeFileSync(`${directory}.new-1234.password`, 'left');
  const postgres = await startEmbeddedPostgres({ directory });
  expect(await query(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(readdirSync(directory).filter((name) => name.startsWith('.s.PGSQL'))).toEqual([]);
  expect(existsSync(`${directory}.new-1234`)).toBe(false);
  await postgres.stop();
  expect(existsSync(`${directory}.new-1234.password`)).toBe(false);
  await expect(startEmbeddedPostgres({ directory: path.join(place.parent, 'a$b', 'postgres') })).rejects.toThrow(
    /PATCHBAY_DATA_DIR/,
  );
});
