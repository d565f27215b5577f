import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestPostgres } from '@patchbay/embedded-postgres';
import pg from 'pg';
import { HotPool } from '../hot-pool.ts';
import { migrate } from '../migrate.ts';
import { migrations } from '../migrations/migrations.ts';
import { firstIdAt, timeOfId } from './id-time.ts';
import { partitionedTables, rowsOfConversation } from './partitioned-tables.ts';
import { PartitionStore } from './partition-store.ts';
import { DAY_MS } from './periods.ts';

const partitionsOf = (pool: pg.Pool) =>
  new PartitionStore(new HotPool({ pool, walls: { app: 'none', worker: false } }));

const PARTITIONS = 'Partitions1764200000000';
const workspace = '01990000-0000-7000-8000-000000000001';
const event = partitionedTables[0]!;
const trace = partitionedTables[2]!;
const closing: (() => Promise<unknown>)[] = [];
let server: { url: string; stop(): Promise<void> };

beforeAll(async () => {
  const given = process.env.PATCHBAY_TEST_POSTGRES_URL;
  server = given ? { url: given, stop: () => Promise.resolve() } : await startTestPostgres();
});
afterAll(() => server.stop());
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A database that this release's partitions have not come to yet. */
async function before(): Promise<{ url: string; pool: pg.Pool }> {
  const name = `partitions_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href });
  pool.on('error', () => undefined);
  closing.push(async () => {
    await pool.end();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  });
  const names = migrations.map((one) => new one().name).filter((one) => one !== PARTITIONS);
  await migrate({ url: url.href, only: names });
  return { url: url.href, pool };
}

async function after(): Promise<{ pool: pg.Pool; store: PartitionStore }> {
  const { url, pool } = await before();
  await migrate({ url });
  return { pool, store: partitionsOf(pool) };
}

let drawn = 0;
/** Like a UUIDv7 of that time. */
function idAt(ms: number): string {
  drawn += 1;
  return `${firstIdAt(ms).slice(0, 14)}7${(drawn % 4096).toString(16).padStart(3, '0')}-8${randomUUID().slice(20)}`;
}

const putEvent = (pool: pg.Pool, id: string, seq = 1) =>
  pool.query(
    `INSERT INTO event (workspace_id, conversation_id, seq, episode, type, at, body) VALUES ($1, $2, $3, 1, 'message', now(), '{}')`,
    [workspace, id, seq],
  );
const putTrace = (pool: pg.Pool, runId: string) =>
  pool.query(
    `INSERT INTO run_trace (workspace_id, conversation_id, run_id, at, steps) VALUES ($1, $2, $2, now(), '[]')`,
    [workspace, runId],
  );
const placeOf = async (pool: pg.Pool, table: string, id: string) =>
  (
    await pool.query(`SELECT tableoid::regclass::text AS place FROM ${table} WHERE $1 IN (conversation_id)`, [id])
  ).rows.map((row) => row.place);

describe('the migration', () => {
  it('takes what is there as the first partition, without moving it, while turns go on', async () => {
    const { url, pool } = await before();
    await pool.query(
      `INSERT INTO event SELECT $1, ('01990000-' || lpad(to_hex(c / 4096), 4, '0') || '-7' || lpad(to_hex(c % 4096), 3, '0') || '-8000-000000000000')::uuid,
        s, NULL, 1, 'message', now(), repeat('x', 200) FROM generate_series(1, 20000) c, generate_series(1, 20) s`,
      [workspace],
    );
    const [{ node: file }] = (await pool.query(`SELECT pg_relation_filenode('event') AS node`)).rows;
    let writing = true;
    let longest = 0;
    let written = 0;
    const turns = Array.from({ length: 4 }, async () => {
      const id = idAt(Date.now());
      for (let seq = 1; writing; seq++) {
        const began = performance.now();
        await putEvent(pool, id, seq);
        longest = Math.max(longest, performance.now() - began);
        written += 1;
        await sleep(1);
      }
    });
    expect(await migrate({ url })).toEqual([PARTITIONS]);
    await sleep(50);
    writing = false;
    await Promise.all(turns);
    const { rows } = await pool.query(
      `SELECT tableoid::regclass::text AS place, count(*)::int AS n FROM event GROUP BY 1`,
    );
    expect(rows).toEqual([{ place: 'event_first', n: 400_000 + written }]);
    expect((await pool.query(`SELECT pg_relation_filenode('event_first') AS node`)).rows[0].node).toBe(file);
    expect(longest).toBeLessThan(10_000);
    const { rows: checks } = await pool.query(
      `SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = 'event_first'::regclass`,
    );
    expect(checks).toEqual([]);
  });

  it('waits for who reads a table for long, and holds nobody up meanwhile', async () => {
    const { url, pool } = await before();
    const id = idAt(Date.now());
    const reader = await pool.connect();
    await reader.query('BEGIN; SELECT FROM event');
    let done = false;
    const migrated = migrate({ url }).then(() => {
      done = true;
    });
    for (let seq = 1; seq <= 60; seq++) {
      // Whoever is held up here is so until the reader is done, which is after this.
      await putEvent(pool, id, seq);
      await sleep(25);
    }
    expect(done).toBe(false);
    await reader.query('COMMIT');
    reader.release();
    await migrated;
    expect((await pool.query('SELECT count(*)::int AS n FROM event')).rows).toEqual([{ n: 60 }]);
  });

  it('is gone on with after it was broken off, and keeps ids that are no times', async () => {
    const { url, pool } = await before();
    await pool.query(
      `ALTER TABLE event ADD CONSTRAINT first_partition CHECK (conversation_id < '${firstIdAt(Date.now() + DAY_MS)}') NOT VALID`,
    );
    await pool.query(
      `CREATE TABLE job (name text PRIMARY KEY, due_at timestamptz NOT NULL, owner uuid, taken_until timestamptz, began_at timestamptz, ended_at timestamptz, failure text)`,
    );
    const odd = 'ffffffff-ffff-4fff-8fff-ffffffffffff';
    await pool.query(
      `INSERT INTO usage (workspace_id, conversation_id, id, flow, node_id, connection, model, input_tokens, output_tokens, at) VALUES ($1, $2, $2, 'f', 'n', 'c', 'm', 1, 1, now())`,
      [workspace, '7fffffff-ffff-4fff-8fff-ffffffffffff'],
    );
    await putTrace(pool, idAt(Date.now() + 400 * DAY_MS));
    await migrate({ url });
    expect((await pool.query(`SELECT tableoid::regclass::text AS place FROM usage`)).rows).toEqual([
      { place: 'usage_first' },
    ]);
    await putEvent(pool, odd);
    expect(await placeOf(pool, 'event', odd)).toEqual(['event_rest']);
    const store = partitionsOf(pool);
    const [first] = await store.list(trace);
    expect(first).toMatchObject({ name: 'run_trace_first', fromMs: Number.NEGATIVE_INFINITY });
    expect(first!.toMs).toBeGreaterThan(Date.now() + 400 * DAY_MS);
  });

  it('carries row-level security and rights over to the new table', async () => {
    const { url, pool } = await before();
    await pool.query(`DROP ROLE IF EXISTS partition_reader; CREATE ROLE partition_reader`);
    await pool.query(`ALTER TABLE event ENABLE ROW LEVEL SECURITY; ALTER TABLE event FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON event AS PERMISSIVE FOR ALL TO public USING (workspace_id = nullif(current_setting('test.workspace', true), '')::uuid);
      CREATE POLICY late ON event AS RESTRICTIVE FOR INSERT TO partition_reader WITH CHECK (seq > 0);
      GRANT SELECT, INSERT ON event TO partition_reader; GRANT SELECT ON usage TO public`);
    const shown = () =>
      pool.query(
        `SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relacl::text, (SELECT json_agg(p ORDER BY p.policyname) FROM pg_policies p WHERE p.tablename = c.relname) AS policies
         FROM pg_class c WHERE c.relname IN ('event', 'usage') ORDER BY 1`,
      );
    const { rows: secured } = await shown();
    await migrate({ url });
    expect((await shown()).rows).toEqual(secured);
    const id = idAt(Date.now());
    await putEvent(pool, id);
    const { rows } = await pool
      .query(`SET test.workspace = ''; SET ROLE partition_reader; SELECT count(*)::int AS n FROM event; RESET ROLE`)
      .then((results) => (Array.isArray(results) ? results : [results])[2]);
    expect(rows).toEqual([{ n: 0 }]);
    await pool.query('DROP OWNED BY partition_reader; DROP ROLE partition_reader');
  });
});

describe('partitions', () => {
  const range = (fromDays: number, toDays: number) => {
    const today = Math.floor(Date.now() / DAY_MS);
    return { fromMs: (today + fromDays) * DAY_MS, toMs: (today + toDays) * DAY_MS };
  };

  it('are made, filled and dropped', async () => {
    const { pool, store } = await after();
    const [first] = await store.list(event);
    expect(first!.toMs).toBeGreaterThan(Date.now() + 3 * DAY_MS);
    const ends = (first!.toMs - Math.floor(Date.now() / DAY_MS) * DAY_MS) / DAY_MS;
    expect(await store.add({ table: event, range: range(ends, ends + 1) })).toBe('done');
    const later = idAt(first!.toMs + 1_000);
    const now = idAt(Date.now());
    for (const id of [later, now]) await putEvent(pool, id);
    const [, second] = await store.list(event);
    expect(second).toMatchObject({ fromMs: first!.toMs, toMs: first!.toMs + DAY_MS });
    expect(await placeOf(pool, 'event', later)).toEqual([second!.name]);
    expect(await placeOf(pool, 'event', now)).toEqual(['event_first']);
    await expect(putEvent(pool, later)).rejects.toThrow(/duplicate key/);

    expect(await store.drop(first!)).toBe('done');
    expect((await store.list(event)).map(({ name }) => name)).toEqual([second!.name]);
    // What comes from before the first partition, as out of a backup, has a place.
    await putEvent(pool, now);
    expect(await placeOf(pool, 'event', now)).toEqual(['event_rest']);
  });

  it('are found by a conversation’s id, when a statement is planned and when a plan is used again', async () => {
    const { pool, store } = await after();
    const [first] = await store.list(event);
    const ends = (first!.toMs - Math.floor(Date.now() / DAY_MS) * DAY_MS) / DAY_MS;
    for (let day = 0; day < 6; day++) await store.add({ table: event, range: range(ends + day, ends + day + 1) });
    const client = await pool.connect();
    const id = idAt(first!.toMs + 2 * DAY_MS + 5);
    const explained = async (sql: string) => (await client.query(sql)).rows.map((row) => row['QUERY PLAN']).join('\n');
    const sql = `SELECT body FROM event WHERE workspace_id = $1 AND conversation_id = $2 AND seq > $3 ORDER BY seq LIMIT 10`;
    await client.query(`PREPARE later (uuid, uuid, int) AS ${sql}`);
    for (const mode of ['force_custom_plan', 'force_generic_plan']) {
      await client.query(`SET plan_cache_mode = ${mode}`);
      const plan = await explained(`EXPLAIN EXECUTE later ('${workspace}', '${id}', 0)`);
      expect(plan.match(/Scan .* on event_\w+/g)).toEqual([expect.stringContaining('event_p')]);
      if (mode === 'force_generic_plan') expect(plan).toContain('Subplans Removed: 7');
    }
    client.release();
  });

  it('are neither made nor dropped while somebody is in the way, who is not held up', async () => {
    const { pool, store } = await after();
    const [first] = await store.list(trace);
    const reader = await pool.connect();
    await reader.query('BEGIN; SELECT FROM run_trace');
    // Who waits for the reader here waits for ever.
    expect(await store.drop(first!)).toBe('busy');
    await putTrace(pool, idAt(Date.now()));
    await reader.query('COMMIT');
    reader.release();
    expect(await store.drop(first!)).toBe('done');
  });

  it('leave rows where they are that came before their partition, and clean up after a process that died', async () => {
    const { pool, store } = await after();
    const [first] = await store.list(event);
    const ends = (first!.toMs - Math.floor(Date.now() / DAY_MS) * DAY_MS) / DAY_MS;
    const early = idAt(first!.toMs + DAY_MS + 1);
    await putEvent(pool, early);
    expect(await store.add({ table: event, range: range(ends + 1, ends + 2) })).toBe('refused');
    // More than is looked through under a lock.
    await pool.query(
      `INSERT INTO event SELECT $1, $2, s, NULL, 1, 'message', now(), repeat('x', 1000) FROM generate_series(2, 6000) s`,
      [workspace, early],
    );
    expect(await store.add({ table: event, range: range(ends + 1, ends + 2) })).toBe('refused');
    expect(await store.add({ table: event, range: range(ends + 2, ends + 3) })).toBe('done');
    await putEvent(pool, early, 6001);
    const left = () => pool.query(`SELECT conname FROM pg_constraint WHERE conname = 'elsewhere'`);
    expect((await left()).rows).toEqual([]);
    await pool.query(
      `ALTER TABLE event_rest ADD CONSTRAINT elsewhere CHECK (conversation_id < '${firstIdAt(0)}') NOT VALID`,
    );
    await expect(putEvent(pool, early, 6002)).rejects.toThrow(/check constraint/);
    await store.mend(event);
    await putEvent(pool, early, 6002);
  });
});

it('every table that names a conversation is removed with it', async () => {
  const { pool } = await after();
  const { rows } = await pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'conversation_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
  );
  // Keys of openings have a time of their own.
  const known = new Set<string>(['opening', ...rowsOfConversation, ...partitionedTables.map(({ name }) => name)]);
  expect(rows.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
  expect(timeOfId(firstIdAt(1_764_000_000_123))).toBe(1_764_000_000_123);
});
