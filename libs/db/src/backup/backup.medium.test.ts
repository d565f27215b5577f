import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestPostgres } from '@patchbay/embedded-postgres';
import pg from 'pg';
import { backupDatabase } from './backup-database.ts';
import { withClient } from './with-client.ts';
import { restoreDatabase } from './restore-database.ts';

let server: { url: string; stop(): Promise<void> };
let folder: string;
let file: string;
const databases: string[] = [];

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
  for (const name of databases.splice(0)) await run(server.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
});

async function database(): Promise<string> {
  const name = `backup_${randomUUID().replaceAll('-', '')}`;
  databases.push(name);
  await run(server.url, `CREATE DATABASE ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return url.href;
}

async function run<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const results: unknown = await client.query(sql);
    return (Array.isArray(results) ? results.at(-1) : results).rows;
  } finally {
    await client.end();
  }
}

/** Migrations of a product that the test makes up: each runs once, in a transaction. */
function migrationsOf(steps: Record<string, string>) {
  return async (url: string, only?: readonly string[]): Promise<void> => {
    await run(
      url,
      'CREATE TABLE IF NOT EXISTS schema_migration (id serial PRIMARY KEY, timestamp bigint NOT NULL, name text NOT NULL)',
    );
    for (const [name, sql] of Object.entries(steps)) {
      if (only && !only.includes(name)) continue;
      const done = await run(url, `SELECT 1 FROM schema_migration WHERE name = '${name}'`);
      if (done.length > 0) continue;
      await run(url, `BEGIN; ${sql}; INSERT INTO schema_migration (timestamp, name) VALUES (1, '${name}'); COMMIT`);
    }
  };
}

const schema = `
  CREATE TABLE "Person; x" (id uuid PRIMARY KEY, "full ""name""" text NOT NULL, boss uuid REFERENCES "Person; x");
  CREATE TABLE account (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, holder uuid NOT NULL REFERENCES "Person; x", balance numeric NOT NULL,
    dropped int, doubled numeric GENERATED ALWAYS AS (balance * 2) STORED, tags text[] NOT NULL DEFAULT '{}');
  ALTER TABLE account DROP COLUMN dropped;
  CREATE TABLE flow (id int PRIMARY KEY, current int);
  CREATE TABLE flow_version (id int PRIMARY KEY, flow int NOT NULL REFERENCES flow, epoch int NOT NULL DEFAULT 0);
  ALTER TABLE flow ADD CONSTRAINT flow_current FOREIGN KEY (current) REFERENCES flow_version;
  CREATE TABLE event (at timestamptz NOT NULL, account bigint REFERENCES account, raw bytea, body jsonb, span interval, ratio float8, day date)
    PARTITION BY RANGE (at);
  CREATE TABLE event_old PARTITION OF event FOR VALUES FROM (MINVALUE) TO ('2026-01-01');
  CREATE TABLE event_new PARTITION OF event FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);
  CREATE SEQUENCE ticket_number START 1000;
  CREATE FUNCTION raise_epoch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.epoch := NEW.epoch + 1; RETURN NEW; END';
  CREATE TRIGGER raise BEFORE INSERT ON flow_version FOR EACH ROW EXECUTE FUNCTION raise_epoch();
  CREATE TRIGGER always BEFORE INSERT ON flow_version FOR EACH ROW EXECUTE FUNCTION raise_epoch();
  ALTER TABLE flow_version ENABLE ALWAYS TRIGGER always`;

const data = `
  INSERT INTO "Person; x" VALUES ('00000000-0000-0000-0000-000000000001', E'line\\nfeed \\r tab\\t back\\\\slash \\\\. \u2028 \u2029 \u0085 Grüße 👋', '00000000-0000-0000-0000-000000000002'),
    ('00000000-0000-0000-0000-000000000002', '', NULL);
  INSERT INTO account (holder, balance, tags) VALUES ('00000000-0000-0000-0000-000000000001', 12345678901234567890.123456789, ARRAY['a', NULL, '{"x,y"}', E'\\n', '\\N']),
    ('00000000-0000-0000-0000-000000000002', 'NaN', '{}'), ('00000000-0000-0000-0000-000000000002', 0, '{}');
  DELETE FROM account WHERE id = 3;
  INSERT INTO flow VALUES (1, NULL), (2, NULL);
  INSERT INTO flow_version VALUES (1, 1), (2, 2);
  UPDATE flow SET current = id;
  INSERT INTO event VALUES ('2025-05-05 01:02:03.456789+02', 1, '\\x000a0d5c09ff', '{"a": [1, null, "\u2028\\\\n"], "b": {}}', '1 mon 2 days 03:04:05.6', 0.1::float8 + 0.2, 'infinity'),
    ('infinity', NULL, '', 'null', NULL, 'NaN', NULL), ('2026-01-01', 2, NULL, '"x"', NULL, '-Infinity', '0044-03-15 BC');
  SELECT nextval('ticket_number'); SELECT nextval('ticket_number')`;

/** Every row of every table, and where the sequences stand. */
async function content(url: string): Promise<Record<string, unknown>> {
  const tables = await run<{ name: string }>(
    url,
    "SELECT c.oid::regclass::text AS name FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') AND relname <> 'schema_migration' AND relname <> 'schema_migration_id_seq' ORDER BY 1",
  );
  const all: Record<string, unknown> = {};
  for (const { name } of tables) {
    const columns = name.endsWith('_seq') || name === 'ticket_number' ? 'last_value, is_called' : '*';
    all[name] = await run(url, `SELECT t::text FROM (SELECT ${columns} FROM ${name}) t ORDER BY 1`);
  }
  all.triggers = await run(url, 'SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1');
  all.constraints = await run(
    url,
    "SELECT conname, condeferrable, condeferred FROM pg_constraint WHERE contype = 'f' ORDER BY 1",
  );
  return all;
}

const steps = { First1: schema };
const migrate = migrationsOf(steps);
const backup = (url: string) => backupDatabase({ url, file, product: '1.2.3' });
const restore = (url: string, options: { force?: boolean; name?: string } = {}) =>
  restoreDatabase({ url, file: options.name ?? file, migrate, force: options.force });

async function source(): Promise<string> {
  const url = await database();
  await migrate(url);
  await run(url, data);
  return url;
}

test('a round trip is identical: into a new database, into an empty one, over a filled one', async () => {
  const from = await source();
  const before = await content(from);
  expect(await backup(from)).toEqual({ rows: 11 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['all.patchbay']);

  const fresh = await database();
  expect(await restore(fresh)).toEqual({ rows: 11 });
  expect(await content(fresh)).toEqual(before);
  expect(await content(from)).toEqual(before);

  const empty = await database();
  await migrate(empty);
  await restore(empty);
  expect(await content(empty)).toEqual(before);
  expect(
    await run(empty, 'INSERT INTO account (holder, balance) SELECT id, 1 FROM "Person; x" LIMIT 1 RETURNING id::int'),
  ).toEqual([{ id: 4 }]);
  expect(await run(empty, "SELECT nextval('ticket_number')::int AS number")).toEqual([{ number: 1002 }]);
  expect(await run(empty, 'INSERT INTO flow_version VALUES (3, 1) RETURNING epoch')).toEqual([{ epoch: 2 }]);

  await expect(restore(empty)).rejects.toThrow(/not empty.*--force/);
  await restore(empty, { force: true });
  expect(await content(empty)).toEqual(before);
});

test('one snapshot, whatever is written meanwhile and whatever the settings of the role are', async () => {
  const from = await source();
  const name = new URL(from).pathname.slice(1);
  const before = await content(from);
  await run(
    server.url,
    `ALTER DATABASE ${name} SET datestyle = 'German'; ALTER DATABASE ${name} SET extra_float_digits = -5; ALTER DATABASE ${name} SET intervalstyle = 'iso_8601'; ALTER DATABASE ${name} SET statement_timeout = '100ms'`,
  );
  let written: Promise<unknown> | undefined;
  await backupDatabase({
    url: from,
    file,
    product: '1.2.3',
    log: () => {
      written ??= run(from, 'SET statement_timeout = 0; DELETE FROM event; INSERT INTO flow VALUES (99, NULL)');
    },
  });
  await written;
  const target = await database();
  await restore(target);
  expect(await content(target)).toEqual(before);
});

test('an older backup goes into a newer release: its migrations first, then its rows, then the others', async () => {
  const from = await source();
  await backup(from);
  const newer = migrationsOf({
    ...steps,
    Second2: `ALTER TABLE flow ADD COLUMN title text; UPDATE flow SET title = 'Flow ' || id; ALTER TABLE flow ALTER COLUMN title SET NOT NULL`,
  });
  const target = await database();
  await restoreDatabase({ url: target, file, migrate: newer });
  expect(await run(target, 'SELECT id, title FROM flow ORDER BY id')).toEqual([
    { id: 1, title: 'Flow 1' },
    { id: 2, title: 'Flow 2' },
  ]);
  // Its table is there already, without rows that could be migrated: refused by the column, and nothing changed.
  const before = await content(target);
  await expect(restoreDatabase({ url: target, file, migrate: newer, force: true })).rejects.toThrow(/title/);
  expect(await content(target)).toEqual(before);
  // The other way round.
  await backup(target);
  await expect(restore(from, { force: true })).rejects.toThrow(/newer release \(1\.2\.3\).*Second2/);
});

test('all or nothing: a row that does not fit takes back rows, sequences and triggers', async () => {
  await backup(await source());
  const target = await database();
  await migrate(target);
  await run(
    target,
    `${data}; SELECT setval('ticket_number', 5000); ALTER TABLE event ADD CHECK (raw IS NOT NULL) NOT VALID`,
  );
  const before = await content(target);
  await expect(restore(target, { force: true })).rejects.toThrow(/check constraint/);
  expect(await content(target)).toEqual(before);
  await run(
    target,
    'ALTER TABLE event DROP CONSTRAINT event_raw_check; ALTER TABLE flow ADD CHECK (current < 2) NOT VALID',
  );
  await expect(restore(target, { force: true })).rejects.toThrow(/check constraint/);
  expect(await content(target)).toEqual(before);
});

describe('a damaged backup is refused and nothing changed', () => {
  const damages: Record<string, [(archive: Buffer) => Buffer, RegExp]> = {
    'cut short': [(archive) => archive.subarray(0, archive.length - 20), /cut short/],
    'cut short when packed again': [(archive) => gzipSync(gunzipSync(archive).subarray(0, -150)), /cut short/],
    'cut between two tables': [
      (archive) => gzipSync(gunzipSync(archive).subarray(0, gunzipSync(archive).lastIndexOf('T\0'))),
      /cut short/,
    ],
    'a byte changed in the file': [(archive) => changed(archive, Math.floor(archive.length / 2)), /damaged/],
    'a letter changed in a row': [
      (archive) => repacked(archive, (bytes) => changed(bytes, bytes.indexOf('Gr'))),
      /hash/,
    ],
    'a length changed': [
      (archive) => repacked(archive, (bytes) => changed(bytes, bytes.indexOf('\nT') + 2)),
      /unknown/,
    ],
    'a count changed': [
      (archive) =>
        repacked(archive, (bytes) => Buffer.from(bytes.toString('latin1').replace('"flow":2', '"flow":3'), 'latin1')),
      /flow lacks rows/,
    ],
    'something behind its end': [
      (archive) => gzipSync(Buffer.concat([gunzipSync(archive), Buffer.from('x')])),
      /follows its end/,
    ],
    empty: [() => Buffer.alloc(0), /damaged/],
    'no archive': [() => Buffer.from('SELECT 1'), /cannot be unpacked/],
    'another file': [() => gzipSync('{"hello": 1}\n'), /does not begin as a backup of Patchbay/],
    'a line without end': [() => gzipSync(Buffer.alloc(3_000_000, 'x')), /does not begin as a backup of Patchbay/],
  };
  const changed = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 0x55;
    return copy;
  };
  const repacked = (archive: Buffer, change: (bytes: Buffer) => Buffer): Buffer =>
    gzipSync(change(gunzipSync(archive)));

  test('each kind of damage', async () => {
    const url = await source();
    await backup(url);
    const before = await content(url);
    const archive = readFileSync(file);
    for (const [name, [damage, message]] of Object.entries(damages)) {
      writeFileSync(file, damage(archive));
      const refused = restore(url, { force: true });
      await expect(refused.catch((error: Error) => `${name}: ${error.message}`)).resolves.toMatch(message);
      await expect(refused).rejects.toThrow(/The backup is damaged: .*Nothing was changed/);
    }
    expect(await content(url)).toEqual(before);
    await expect(restore(url, { name: path.join(folder, 'missing'), force: true })).rejects.toThrow(/ENOENT/);
  });
});

test('200,000 rows pass through little memory, and a connection that breaks leaves no file', async () => {
  const big = migrationsOf({
    First1: 'CREATE TABLE big (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, body text NOT NULL)',
  });
  const [from, target] = [await database(), await database()];
  await big(from);
  await run(
    from,
    "INSERT INTO big (body) SELECT md5(g::text) || repeat('0123456789', 40) FROM generate_series(1, 200000) g",
  );
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const used = () => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = used();
  let most = Number.NEGATIVE_INFINITY;
  let looks = 0;
  let watch: NodeJS.Timeout;
  const look = () => {
    const begun = performance.now();
    looks += 1;
    most = Math.max(most, used() - before);
    // A look takes long where much else is in memory: what is watched has most of the time all the same.
    watch = setTimeout(look, 250 + 4 * (performance.now() - begun));
  };
  watch = setTimeout(look, 250);
  try {
    await backup(from);
    expect(await restoreDatabase({ url: target, file, migrate: big })).toEqual({ rows: 200_000 });
  } finally {
    clearTimeout(watch);
  }
  expect(looks).toBeGreaterThan(0);
  // Of 90 MB that passed, twice; buffers that nobody has collected yet count too.
  expect(most).toBeLessThan(65 * 1024 * 1024);
  const sum = 'SELECT count(*)::int AS rows, md5(string_agg(body, NULL ORDER BY id)) AS hash FROM big';
  expect(await run(target, sum)).toEqual(await run(from, sum));

  const other = path.join(folder, 'broken');
  const broken = backupDatabase({ url: from, file: other, product: '1.2.3' }).catch((error: Error) => error.message);
  while (!existsSync(`${other}.part`)) await sleep(1);
  await run(
    server.url,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${new URL(from).pathname.slice(1)}'`,
  );
  expect(await broken).toMatch(/terminat/i);
  expect(existsSync(other) || existsSync(`${other}.part`)).toBe(false);
});

test('a connection that is lost between two queries says why', async () => {
  const from = await database();
  const lost = withClient(from, async (client) => {
    const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await run(server.url, `SELECT pg_terminate_backend(${rows[0]!.pid})`);
    await ended;
    await client.query('SELECT 1');
  });
  await expect(lost).rejects.toThrow(/terminat/);
});
