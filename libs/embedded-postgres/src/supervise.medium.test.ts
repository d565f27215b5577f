import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { readPostmaster } from './postmaster-file.ts';
import { isAlive } from './process-identity.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';
import { startTestPostgres } from './start-test-postgres.ts';
import { dataDirectory, query, until, untilDead } from './testing/data-directory.ts';
import { startOwner } from './testing/owner-process.ts';

let place: ReturnType<typeof dataDirectory>;
beforeEach(() => {
  place = dataDirectory();
});
afterEach(() => place.remove());

const rows = (url: string) => query(url, 'SELECT n FROM kept ORDER BY n');
const answers = (url: string) =>
  rows(url).then(
    () => true,
    () => false,
  );

test('kill -9 of the owner: the server goes on, and is adopted; with other settings it is started again', async () => {
  const { directory } = place;
  const owner = await startOwner({ directory });
  await query(owner.url, 'CREATE TABLE kept AS SELECT 7 AS n');
  owner.child.kill('SIGKILL');
  await owner.ended();
  const { pid } = readPostmaster(directory)!;
  const next = await startOwner({ directory });
  expect(next).toMatchObject({ adopted: true, url: owner.url });
  expect(readPostmaster(directory)!.pid).toBe(pid);
  expect(await rows(next.url)).toEqual([{ n: 7 }]);
  next.child.kill('SIGKILL');
  await next.ended();
  const other = await startEmbeddedPostgres({ directory, settings: { max_connections: '33' } });
  expect(other).toMatchObject({ adopted: false, url: owner.url });
  expect(await query(other.url, 'SHOW max_connections')).toEqual([{ max_connections: '33' }]);
  expect(await rows(other.url)).toEqual([{ n: 7 }]);
  await other.stop();
  expect(isAlive(readPostmaster(directory)?.pid ?? pid)).toBe(false);
});

test('kill -9 of the server, in the middle of a query, and of a single connection: it is there again on the same address', async () => {
  const { directory } = place;
  const said: string[] = [];
  const postgres = await startEmbeddedPostgres({ directory, log: (text) => said.push(text) });
  await query(postgres.url, 'CREATE TABLE kept AS SELECT 7 AS n');
  // Busy without ever looking whether its postmaster lives: it holds the memory until it is ended.
  const busy = new pg.Client({ connectionString: postgres.url });
  busy.on('error', () => undefined);
  await busy.connect();
  const broken = busy.query('DO $$ BEGIN FOR i IN 1..2000000000 LOOP NULL; END LOOP; END $$').catch((error) => error);
  const { pid } = readPostmaster(directory)!;
  process.kill(pid, 'SIGKILL');
  await untilDead(pid);
  await until(() => answers(postgres.url));
  expect(await broken).toBeInstanceOf(Error);
  expect(readPostmaster(directory)!.pid).not.toBe(pid);
  expect(await rows(postgres.url)).toEqual([{ n: 7 }]);
  expect(said.join('\n')).toMatch(/has died and is started again[\s\S]*runs again/);

  const lost = new pg.Client({ connectionString: postgres.url });
  lost.on('error', () => undefined);
  await lost.connect();
  const [backend] = (await lost.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows;
  process.kill(backend!.pid, 'SIGKILL');
  await until(async () => !isAlive(backend!.pid) && (await answers(postgres.url)));
  expect(await rows(postgres.url)).toEqual([{ n: 7 }]);
  await postgres.stop();
  expect(readPostmaster(directory)).toBeUndefined();
});

test('kill -9 of both: the next start recovers', async () => {
  const { directory } = place;
  const owner = await startOwner({ directory });
  await query(owner.url, 'CREATE TABLE kept AS SELECT 7 AS n');
  const { pid } = readPostmaster(directory)!;
  owner.child.kill('SIGKILL');
  await owner.ended();
  process.kill(pid, 'SIGKILL');
  await untilDead(pid);
  expect(readPostmaster(directory)!.pid).toBe(pid);
  const next = await startEmbeddedPostgres({ directory });
  expect(next).toMatchObject({ adopted: false, url: owner.url });
  expect(await rows(next.url)).toEqual([{ n: 7 }]);
  await next.stop();
});

test('a pid file whose process is another program by now, or the server of another directory: removed, the process left alone', async () => {
  const { directory } = place;
  const first = await startEmbeddedPostgres({ directory });
  await first.stop();
  const sleeping = spawn('sleep', ['60']);
  const other = await startTestPostgres();
  try {
    const [found] = await query(other.url, "SELECT current_setting('data_directory') AS place");
    const foreign = readPostmaster(String(found!.place))!.pid;
    for (const pid of [sleeping.pid!, foreign, 2 ** 22 + 1]) {
      const text = `${pid}\n${directory}\n1\n${first.port}\n${directory}\n127.0.0.1\n1 1\nready\n`;
      writeFileSync(path.join(directory, 'postmaster.pid'), text);
      writeFileSync(path.join(directory, `.s.PGSQL.${first.port}.lock`), text);
      const next = await startEmbeddedPostgres({ directory });
      expect(next).toMatchObject({ adopted: false, port: first.port });
      await next.stop();
    }
    expect(isAlive(sleeping.pid!)).toBe(true);
    expect(await query(other.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  } finally {
    sleeping.kill('SIGKILL');
    await other.stop();
  }
});

test('Ctrl+C, which every process of the group gets, with an open stream: the stream ends first, the server last', async () => {
  const { directory } = place;
  const owner = await startOwner({ directory, mode: 'stream', detached: true });
  const { pid } = readPostmaster(directory)!;
  const group = (of: number) => readFileSync(`/proc/${of}/stat`, 'utf8').split(') ')[1]!.split(' ')[2];
  if (process.platform === 'linux')
    expect([group(owner.child.pid!), group(pid)]).toEqual([String(owner.child.pid), String(pid)]);
  await until(() => owner.said().includes('row 3\n'));
  process.kill(-owner.child.pid!, 'SIGINT');
  expect(await owner.ended()).toBe(0);
  expect(owner.said()).toContain('row 20\n');
  expect(isAlive(pid)).toBe(false);
  expect(readPostmaster(directory)).toBeUndefined();
});
