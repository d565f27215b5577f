import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from '@jest/globals';
import { startTestPostgres } from '@patchbay/embedded-postgres';
import pg from 'pg';
import { HotPool } from '../hot-pool.ts';
import { migrate } from '../migrate.ts';
import { migrations } from '../migrations/migrations.ts';
import { firstIdAt } from '../retention/id-time.ts';
import { partitionedTables } from '../retention/partitioned-tables.ts';
import { PartitionStore } from '../retention/partition-store.ts';
import { DAY_MS } from '../retention/periods.ts';
import { backupDatabase } from './backup-database.ts';
import { restoreDatabase } from './restore-database.ts';

const partitionsOf = (pool: pg.Pool) =>
  new PartitionStore(new HotPool({ pool, walls: { app: 'none', worker: false } }));

const workspace = randomUUID();
let server: { url: string; stop(): Promise<void> };
let folder: string;
let file: string;
const pools: pg.Pool[] = [];

beforeAll(async () => {
  const given = process.env.PATCHBAY_TEST_POSTGRES_URL;
  server = given ? { url: given, stop: () => Promise.resolve() } : await startTestPostgres();
});
afterAll(() => server.stop());
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'patchbay-backup-'));
  file = path.join(folder, 'all.patchbay');
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  for (const pool of pools.splice(0)) {
    await pool.end();
    await admin.query(`DROP DATABASE ${pool.options.database} WITH (FORCE)`);
  }
  await admin.end();
});

async function newDatabase(): Promise<{ url: string; pool: pg.Pool }> {
  const name = `backup_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, database: name });
  pool.on('error', () => undefined);
  pools.push(pool);
  return { url: url.href, pool };
}

const today = Math.floor(Date.now() / DAY_MS);

/** Conversations of the days before today, and one from a year ago. */
async function fill(pool: pg.Pool): Promise<void> {
  for (const ago of [0, 1, 2, 3, 365]) {
    const id = `${firstIdAt((today - ago) * DAY_MS + 5).slice(0, 14)}7${randomUUID().slice(15)}`;
    await pool.query(
      `WITH e AS (INSERT INTO event SELECT $1, $2, s, NULL, 1, 'message', now(), '{"text":"Grüße"}' FROM generate_series(1, 4) s),
       u AS (INSERT INTO usage (workspace_id, conversation_id, id, flow, node_id, connection, model, input_tokens, output_tokens, at)
         VALUES ($1, $2, $2, 'f', 'n', 'c', 'm', 1, 1, now()))
       INSERT INTO run_trace (workspace_id, conversation_id, run_id, at, steps) VALUES ($1, $2, $2, now(), '[]')`,
      [workspace, id],
    );
  }
}

/** In place of the first partitions, one for each of these days. */
async function inDays(pool: pg.Pool, days: number[]): Promise<void> {
  const store = partitionsOf(pool);
  for (const table of partitionedTables) {
    for (const partition of await store.list(table)) expect(await store.drop(partition)).toBe('done');
    for (const ago of days) {
      const range = { fromMs: (today - ago) * DAY_MS, toMs: (today - ago + 1) * DAY_MS };
      expect(await store.add({ table, range })).toBe('done');
    }
  }
}

async function content(pool: pg.Pool): Promise<unknown> {
  const of = async (table: string) => (await pool.query(`SELECT t::text FROM ${table} t ORDER BY 1`)).rows;
  return { event: await of('event'), usage: await of('usage'), run_trace: await of('run_trace') };
}

async function places(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query('SELECT DISTINCT tableoid::regclass::text AS place FROM event ORDER BY 1');
  return rows.map(({ place }) => place);
}

const nameOf = (ago: number) =>
  `event_p${new Date((today - ago) * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')}`;
const restore = (url: string, force = false) =>
  restoreDatabase({ url, file, force, migrate: async (to, only) => void (await migrate({ url: to, only })) });

it('goes from partitions into others: into a new database, and over one that is filled', async () => {
  const from = await newDatabase();
  await migrate({ url: from.url });
  await inDays(from.pool, [0, 1, 3]);
  await fill(from.pool);
  expect(await places(from.pool)).toEqual([nameOf(3), nameOf(1), nameOf(0), 'event_rest']);
  const before = await content(from.pool);
  const { rows } = await backupDatabase({ url: from.url, file, product: '1.2.3' });
  // And the one that names the installation.
  expect(rows).toBe(5 * (4 + 1 + 1) + 1);

  const fresh = await newDatabase();
  await restore(fresh.url);
  expect(await content(fresh.pool)).toEqual(before);
  expect(await places(fresh.pool)).toEqual(['event_first']);

  const other = await newDatabase();
  await migrate({ url: other.url });
  await inDays(other.pool, [0, 2]);
  await fill(other.pool);
  await restore(other.url, true);
  expect(await content(other.pool)).toEqual(before);
  expect(await places(other.pool)).toEqual([nameOf(2), nameOf(0), 'event_rest']);
  // What is not for a partition that is made later is not in its way.
  const range = { fromMs: (today + 1) * DAY_MS, toMs: (today + 2) * DAY_MS };
  for (const table of partitionedTables) expect(await partitionsOf(other.pool).add({ table, range })).toBe('done');
});

it('goes from a release that had no partitions into this one', async () => {
  const from = await newDatabase();
  const names = migrations.map((one) => new one().name);
  await migrate({ url: from.url, only: names.slice(0, names.indexOf('Partitions1764200000000')) });
  await fill(from.pool);
  const before = await content(from.pool);
  await backupDatabase({ url: from.url, file, product: '0.1.0' });

  const fresh = await newDatabase();
  await restore(fresh.url);
  expect(await content(fresh.pool)).toEqual(before);
  expect(await places(fresh.pool)).toEqual(['event_first']);

  const other = await newDatabase();
  await migrate({ url: other.url });
  await inDays(other.pool, [1]);
  await restore(other.url, true);
  expect(await content(other.pool)).toEqual(before);
});
