import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { readPostmaster } from './postmaster-file.ts';
import { isAlive } from './process-identity.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';
import { startTestPostgres } from './start-test-postgres.ts';

jest.setTimeout(60_000);

let parent: string;
let directory: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'patchbay-embedded-'));
  chmodSync(parent, 0o711);
  directory = path.join(parent, 'postgres');
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  const left = readPostmaster(directory);
  if (left && isAlive(left.pid)) {
    process.kill(left.pid, 'SIGQUIT');
    for (let tries = 0; tries < 200 && isAlive(left.pid); tries++) await sleep(20);
  }
  rmSync(parent, { recursive: true, force: true });
});

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another process that owns the directory. */
async function owner(
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ child: ChildProcess; url: string; adopted: boolean }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'testing/owner.ts'), directory], {
    env: { ...env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let text = '';
  for await (const chunk of child.stdout!) {
    text += String(chunk);
    if (text.includes('\n')) return { child, ...JSON.parse(text) };
  }
  throw new Error(`the owner ended: ${await new Response(child.stderr as never).text()}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve));
}

test('a UTF-8 database with a collation of its own, without LANG; kept over a restart, with port and password', async () => {
  const { LANG: _, LC_ALL: __, ...bare } = process.env;
  const { child, url } = await owner(bare);
  expect(
    await query(
      url,
      "SELECT pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale FROM pg_database WHERE datname = 'patchbay'",
    ),
  ).toEqual([{ encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8' }]);
  await query(url, "CREATE TABLE kept AS SELECT 'Grüße 👋' AS text");
  expect(await query(url, "SELECT rolsuper FROM pg_roles WHERE rolname = 'patchbay'")).toEqual([{ rolsuper: false }]);
  expect(await query(url, 'SELECT extname FROM pg_extension ORDER BY 1')).toEqual(
    expect.arrayContaining([{ extname: 'pg_trgm' }, { extname: 'unaccent' }, { extname: 'fuzzystrmatch' }]),
  );
  expect(statSync(`${directory}.password`).mode & 0o777).toBe(0o600);
  await expect(query(url.replace(/:[^:@]*@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/);
  child.kill('SIGINT');
  await ended(child);
  expect(readPostmaster(directory)).toBeUndefined();
  const again = await startEmbeddedPostgres({ directory });
  expect(again).toMatchObject({ url, adopted: false });
  expect(await query(again.url, 'SELECT text FROM kept')).toEqual([{ text: 'Grüße 👋' }]);
  await again.stop();
});

test('a second owner is refused and harms nothing', async () => {
  const { url } = await owner();
  await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(/Another Patchbay \(process \d+\) is running/);
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('two owners at once: one wins, the other is refused', async () => {
  const results = await Promise.allSettled([owner(), owner()]);
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('an owner killed with -9 leaves a server that is adopted, with what it holds', async () => {
  const { child, url } = await owner();
  await query(url, 'CREATE TABLE kept AS SELECT 7 AS n');
  child.kill('SIGKILL');
  await ended(child);
  const next = await startEmbeddedPostgres({ directory });
  expect(next.adopted).toBe(true);
  expect(await query(next.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  await next.stop();
});

test('a server killed with -9 starts again', async () => {
  const { child, url } = await owner();
  await query(url, 'CREATE TABLE kept AS SELECT 7 AS n');
  child.kill('SIGKILL');
  await ended(child);
  const { pid } = readPostmaster(directory)!;
  process.kill(pid, 'SIGKILL');
  for (let tries = 0; tries < 200 && isAlive(pid); tries++) await sleep(20);
  const next = await startEmbeddedPostgres({ directory });
  expect(next.adopted).toBe(false);
  expect(await query(next.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  await next.stop();
});

test('a pid that another program has by now, in the pid file and in the lock, is no server and no owner', async () => {
  const first = await startEmbeddedPostgres({ directory });
  await first.stop();
  const other = spawn('sleep', ['60']);
  children.push(other);
  writeFileSync(
    path.join(directory, 'postmaster.pid'),
    `${other.pid}\n${directory}\n1\n${first.port}\n\n127.0.0.1\n1 1\nready\n`,
  );
  writeFileSync(`${directory}.lock`, JSON.stringify({ pid: other.pid, startTime: 'another time' }));
  const next = await startEmbeddedPostgres({ directory });
  expect(next.adopted).toBe(false);
  expect(isAlive(other.pid!)).toBe(true);
  await next.stop();
});

test('below a directory of mode 0700 it works as well, as root too', async () => {
  const closed = path.join(parent, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const inside = path.join(closed, 'data', 'postgres');
  const first = await startEmbeddedPostgres({ directory: inside });
  await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
  await first.stop();
  const again = await startEmbeddedPostgres({ directory: inside });
  expect(await query(again.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  await again.stop();
});

test('a throw-away server leaves nothing behind, also when its process is killed', async () => {
  const server = await startTestPostgres();
  const [row] = await query(server.url, "SELECT current_setting('data_directory') AS place");
  await server.stop();
  expect(() => readFileSync(String(row?.place))).toThrow(/ENOENT/);
  const script = `import { startTestPostgres } from ${JSON.stringify(path.join(import.meta.dirname, 'index.ts'))}; const s = await startTestPostgres(); console.log(s.url); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk) => resolve(String(chunk).trim())),
  );
  child.kill('SIGKILL');
  let gone = false;
  for (let tries = 0; tries < 100 && !gone; tries++) {
    await sleep(50);
    gone = await query(url, 'SELECT 1').then(
      () => false,
      () => true,
    );
  }
  expect(gone).toBe(true);
});
