import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { loadConfiguration } from '@patchbay/api/configuration';
import { createTestDatabase, type TestDatabase } from '@patchbay/db/testing';
import { startHttpServer, type HttpServer } from '@patchbay/testing';
import { ChatApp, testFlow } from '../../api/src/testing/chat-app.ts';
import { forgetKeys, rotateKeys } from './key-commands.ts';

/** The long form has as many as the promise names. */
const CREDENTIALS = process.env.PATCHBAY_TEST_LONG === '1' ? 1_000 : 60;
let database: TestDatabase;
let server: HttpServer;
const apps: ChatApp[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startHttpServer();
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterAll(async () => {
  for (const app of apps) await app.stop();
  await server.close();
  await database.drop();
});

const start = async (variables: Record<string, string>) => {
  const app = await ChatApp.start({
    database,
    variables: { PATCHBAY_ALLOW_PRIVATE_NETWORK: '127.0.0.0/8', ...variables },
  });
  apps.push(app);
  return app;
};
const keyIds = async (): Promise<string[]> => {
  const rows: { secrets: string }[] = await database.dataSource.query('SELECT secrets FROM connection');
  return [...new Set(rows.map(({ secrets }) => secrets.split('.')[1]!))];
};

test('keys turn over while flows use and administrators change credentials: nothing fails, and all are under the new key', async () => {
  const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('hex')];
  // Two processes that know both keys, and still seal with the old one.
  const app = await start({ PATCHBAY_MASTER_KEY: `${first},${second}` });
  const origin = new URL(server.url).origin;
  const make = (index: number) =>
    app.admin('/connections', {
      body: {
        key: `c${index}`,
        kind: 'http',
        config: { baseUrl: origin, auth: 'bearer' },
        secrets: { token: `token-${index}-canary` },
      },
    });
  for (let from = 0; from < CREDENTIALS; from += 20) {
    const some = Array.from({ length: Math.min(20, CREDENTIALS - from) }, (_, index) => make(from + index));
    for (const { status } of await Promise.all(some)) expect(status).toBe(201);
  }
  const before = await keyIds();
  const call = { method: 'GET', url: `${origin}/echo`, connection: 'c1' };
  await app.publish(
    testFlow('calls', [
      { id: 'call', type: 'http', config: call },
      { id: 'told', type: 'message', config: { text: 'status {{ nodes.call.status }}' } },
      { id: 'bye', type: 'end', config: {} },
    ]),
  );
  let ended = false;
  const failures: unknown[] = [];
  let used = 0;
  const use = async (index: number) => {
    while (!ended) {
      const opened = await app.call('/api/chat/calls/conversations', { body: {} });
      const told = JSON.stringify(opened.body);
      if (!told.includes('status 200')) failures.push(told.slice(0, 2_000));
      const changed = await app.admin(`/connections/c${index}`, {
        method: 'PUT',
        body: { secrets: { token: `token-${index}-${used}-canary` } },
      });
      if (changed.status !== 200) failures.push(changed.body);
      used += 1;
    }
  };
  const load = [use(1), use(2), use(3)];
  expect((await app.admin('/connections/c9', { method: 'DELETE' })).status).toBe(204);
  const configuration = loadConfiguration({ DATABASE_URL: database.url, PATCHBAY_MASTER_KEY: `${second},${first}` });
  while (used < 6) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await rotateKeys(configuration)).toBe(0);
  const then = used;
  while (used < then + 6) await new Promise((resolve) => setTimeout(resolve, 20));
  ended = true;
  // What was deleted under the old key is no more.
  const kept = await database.dataSource.query('SELECT key FROM recently_deleted');
  expect(kept).toEqual([]);
  await Promise.all(load);
  expect(failures).toEqual([]);
  // The rolling restart ends, and what was sealed last is moved as well.
  expect(await rotateKeys(configuration)).toBe(0);
  const after = await keyIds();
  expect(after).toHaveLength(1);
  expect(after).not.toEqual(before);
  const fresh = await start({ PATCHBAY_MASTER_KEY: second });
  const opened = await fresh.call('/api/chat/calls/conversations', { body: {} });
  expect(JSON.stringify(opened.body)).toContain('status 200');
  await expect(start({ PATCHBAY_MASTER_KEY: randomBytes(32).toString('hex') })).rejects.toThrow(
    /does not hold the key/,
  );
});

test('a key of the data directory turns over under a process that goes on using it, and can be forgotten', async () => {
  const own = await createTestDatabase();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'patchbay-keys-'));
  const app = await ChatApp.start({
    database: own,
    variables: { PATCHBAY_MASTER_KEY: '', PATCHBAY_DATA_DIR: dataDir },
  });
  try {
    const make = (key: string) =>
      app.admin('/connections', { body: { key, kind: 'openai', config: {}, secrets: { apiKey: 'sk-canary' } } });
    expect((await make('a')).status).toBe(201);
    const configuration = loadConfiguration({ DATABASE_URL: own.url, PATCHBAY_DATA_DIR: dataDir });
    expect(await rotateKeys(configuration)).toBe(0);
    expect((await make('b')).status).toBe(201);
    const rows: { secrets: string }[] = await own.dataSource.query('SELECT secrets FROM connection');
    expect(new Set(rows.map(({ secrets }) => secrets.split('.')[1])).size).toBe(1);
    const lines = () => readFileSync(path.join(dataDir, 'master-key'), 'utf8').trim().split('\n').length;
    expect(lines()).toBe(2);
    expect(await forgetKeys(configuration)).toBe(0);
    expect(lines()).toBe(1);
    const changed = await app.admin('/connections/a', { method: 'PUT', body: { config: { model: 'm' } } });
    expect([changed.status, changed.body.secretNames]).toEqual([200, ['apiKey']]);
  } finally {
    await app.stop();
    await own.drop();
    rmSync(dataDir, { recursive: true });
  }
});
