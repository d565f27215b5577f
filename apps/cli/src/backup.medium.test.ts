import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { backupDatabase, migrate, restoreDatabase } from '@patchbay/db';
import { createTestDatabase, type TestDatabase } from '@patchbay/db/testing';

let source: TestDatabase;
let target: TestDatabase;
const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-backup-'));
const file = path.join(folder, 'all.patchbay');
const restore = (name: string, force = false) =>
  restoreDatabase({
    url: target.url,
    file: name,
    force,
    migrate: async (url, only) => void (await migrate({ url, only })),
  });

beforeAll(async () => {
  source = await createTestDatabase();
  target = await createTestDatabase();
  const run = (sql: string) => source.dataSource.query(sql);
  await run(
    `INSERT INTO workspace (id, key, name) VALUES ('00000000-0000-7000-8000-000000000001', 'default', E'Grüße\\n\\t\\\\ 👋')`,
  );
  await run(
    `INSERT INTO app_user (id, email, name) VALUES ('00000000-0000-7000-8000-000000000002', 'a@example.com', 'A')`,
  );
  await run(
    `INSERT INTO membership (workspace_id, user_id, role) SELECT w.id, u.id, 'admin' FROM workspace w, app_user u`,
  );
  await run(
    `INSERT INTO session (token_hash, user_id, csrf_hash, expires_at) SELECT decode('00ff0a09', 'hex'), id, decode('5c', 'hex'), now() FROM app_user`,
  );
  await run(`INSERT INTO setting (key, value) VALUES ('s', '{"a": [1, null, "x"]}')`);
  await run(
    `INSERT INTO event (workspace_id, conversation_id, seq, episode, type, at, body) SELECT gen_random_uuid(), gen_random_uuid(), g, 1, 'message', now(), '{"text":"' || repeat('x', 200) || '"}' FROM generate_series(1, 50000) g`,
  );
});
afterAll(async () => {
  await source.drop();
  await target.drop();
  rmSync(folder, { recursive: true, force: true });
});

const tables = ['workspace', 'app_user', 'membership', 'session', 'setting', 'event'];
const content = async (database: TestDatabase) => {
  const found: Record<string, unknown> = {};
  for (const table of tables) {
    const [row] = await database.dataSource.query(
      `SELECT count(*)::int AS rows, md5(string_agg(t::text, '|' ORDER BY t::text)) AS hash FROM ${table} t`,
    );
    found[table] = row;
  }
  return found;
};

test('a backup restores to the letter, and only into an empty database', async () => {
  expect(await backupDatabase({ url: source.url, file, product: 'test' })).toEqual({ rows: 50_006 });
  expect(await restore(file)).toEqual({ rows: 50_006 });
  expect(await content(target)).toEqual(await content(source));
  await expect(restore(file)).rejects.toThrow(/not empty/);
  expect(await restore(file, true)).toEqual({ rows: 50_006 });
});

test('a damaged backup is refused and changes nothing', async () => {
  const before = await content(target);
  const text = gunzipSync(readFileSync(file)).toString();
  const damaged: Record<string, Buffer> = {
    cut: gzipSync(text.slice(0, text.length - 500)),
    changed: gzipSync(text.replace('a@example.com', 'b@example.com')),
    broken: readFileSync(file).subarray(0, 5_000),
    other: gzipSync('hello\n'),
    newer: gzipSync(text.replace('"migrations":[', '"migrations":["FromTheFuture1",')),
  };
  for (const [name, bytes] of Object.entries(damaged)) {
    writeFileSync(path.join(folder, name), bytes);
    await expect(restore(path.join(folder, name), true)).rejects.toThrow(/damaged|newer/);
  }
  expect(await content(target)).toEqual(before);
});

test('migrates no further than it is told', async () => {
  const empty = await createTestDatabase();
  await empty.dataSource.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const [first = ''] = await migrate({ url: empty.url, only: ['Initial1764000000000'] });
  expect(first).toBe('Initial1764000000000');
  expect(await migrate({ url: empty.url, only: ['Initial1764000000000'] })).toEqual([]);
  expect((await migrate({ url: empty.url })).length).toBeGreaterThan(0);
  await empty.drop();
});
