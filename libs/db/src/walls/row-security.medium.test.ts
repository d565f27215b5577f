import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type HotPool, hotPool } from '../hot-pool.ts';
import { migrate } from '../migrate.ts';
import { createTestDatabase, type TestDatabase } from '../testing.ts';
import { TransactionRunner } from '../transaction-runner.ts';
import { connectDataSource } from './connect-data-source.ts';
import { missingWalls } from './missing-walls.ts';
import type { PatchbayDataSource } from '../data-source.ts';

interface Table {
  name: string;
  column: string;
  partition: boolean;
}

let database: TestDatabase;
let app: PatchbayDataSource;
let pool: HotPool;
let runner: TransactionRunner;
let tables: Table[];
const [ours, theirs] = [randomUUID(), randomUUID()] as const;
const all = (sql: string, values?: unknown[]) => database.dataSource.query(sql, values);

beforeAll(async () => {
  database = await createTestDatabase();
  // One that a later release might make and say nothing of its security.
  await all(`CREATE TABLE later_feature (workspace_id uuid NOT NULL, id uuid PRIMARY KEY, secret text);
    ALTER TABLE later_feature OWNER TO CURRENT_USER`);
  await migrate({ url: database.url });
  app = await connectDataSource({ url: database.url, poolSize: 4, applicationName: 'patchbay-test' });
  pool = hotPool(app);
  runner = new TransactionRunner(app);
  tables = await all(
    `SELECT c.relname AS name, a.attname AS column, c.relispartition AS partition FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND (a.attname = 'workspace_id' OR c.relname = 'workspace' AND a.attname = 'id')
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`,
  );
  for (const id of [ours, theirs]) {
    await all(`INSERT INTO workspace (id, key, name) VALUES ($1, $2, 'w')`, [id, id]);
    for (const { name } of tables.filter((table) => !table.partition && table.name !== 'workspace'))
      await fill(name, id);
  }
});
afterAll(async () => {
  await app.destroy();
  await database.drop();
});

/** A row of a table, with something in every column that must not be null; references are not looked at. */
async function fill(name: string, workspace: string): Promise<void> {
  const columns: { name: string; type: string }[] = await all(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND attnotnull AND NOT atthasdef AND attname <> 'workspace_id'`,
    [`public.${name}`],
  );
  const value = ({ name: column, type }: { name: string; type: string }): string => {
    if (type === 'uuid') return `'${randomUUID()}'`;
    if (type === 'jsonb') return `'{}'`;
    if (type === 'bytea') return `'\\x${randomUUID().replaceAll('-', '')}'`;
    if (type === 'integer' || type === 'bigint') return '1';
    if (type === 'boolean') return 'true';
    if (type.startsWith('timestamp')) return 'now()';
    if (column === 'role') return `'viewer'`;
    if (column === 'kind' && name === 'flow_operation') return `'put'`;
    if (column === 'actor_kind') return `'system'`;
    return `'k${workspace.slice(0, 8)}'`;
  };
  const names = ['workspace_id', ...columns.map((column) => column.name)];
  await withoutChecks(`INSERT INTO ${name} (${names.join()}) VALUES ('${workspace}', ${columns.map(value).join()})`);
}

async function withoutChecks(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query(`SET session_replication_role = replica; ${sql}`);
  } finally {
    await client.end();
  }
}

const countIn = (name: string) => ({ text: `SELECT count(*)::int AS count FROM ${name}` });

describe('the roles', () => {
  it('own nothing and bypass nothing', async () => {
    const roles = await all(
      `SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcanlogin AS mighty,
        EXISTS (SELECT FROM pg_class WHERE relowner = r.oid) OR EXISTS (SELECT FROM pg_proc WHERE proowner = r.oid) AS owns
       FROM pg_roles r WHERE rolname IN ('patchbay_app', 'patchbay_worker') ORDER BY 1`,
    );
    expect(roles).toEqual([
      { rolname: 'patchbay_app', mighty: false, owns: false },
      { rolname: 'patchbay_worker', mighty: false, owns: false },
    ]);
  });

  it('are taken on from the beginning of each connection', async () => {
    expect(app.walls).toEqual({ app: 'connection', worker: true });
    const { rows } = await pool.query('SELECT current_user AS name');
    expect(rows).toEqual([{ name: 'patchbay_app' }]);
  });

  it('change no table, and see nothing of migrations', async () => {
    await expect(pool.query('DROP TABLE timer')).rejects.toThrow(/must be owner/);
    await expect(pool.query('ALTER TABLE event DISABLE ROW LEVEL SECURITY')).rejects.toThrow(/must be owner/);
    await expect(pool.query('TRUNCATE event')).rejects.toThrow(/permission denied/);
    await expect(pool.query('SELECT FROM schema_migration')).rejects.toThrow(/permission denied/);
    await expect(pool.query('CREATE TABLE mine (a int)')).rejects.toThrow(/permission denied/);
  });
});

describe('every table with a workspace', () => {
  it('is one that this test knows how to fill, a later one too', () => {
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.map((table) => table.name)).toContain('later_feature');
  });

  it('has its security on and forced, so that its owner is held to it', async () => {
    const open = await all(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = ANY ($1) AND NOT (relrowsecurity AND relforcerowsecurity)`,
      [tables.map(({ name }) => name)],
    );
    expect(open).toEqual([]);
  });

  it('has rows of both workspaces here', async () => {
    for (const { name, column } of tables.filter((table) => !table.partition)) {
      const [row] = await all(`SELECT count(DISTINCT ${column})::int AS count FROM ${name}`);
      expect({ name, count: row.count }).toEqual({ name, count: 2 });
    }
  });

  it('shows and changes nothing when no workspace is named', async () => {
    for (const { name, column, partition } of tables) {
      if (partition) {
        await expect(pool.query(countIn(name))).rejects.toThrow(/permission denied/);
        continue;
      }
      expect({ name, rows: (await pool.query(countIn(name))).rows }).toEqual({ name, rows: [{ count: 0 }] });
      const changed = await pool.query(`UPDATE ${name} SET ${column} = ${column}`);
      expect({ name, changed: changed.rowCount }).toEqual({ name, changed: 0 });
      const removed = await pool.query(`DELETE FROM ${name}`);
      expect({ name, removed: removed.rowCount }).toEqual({ name, removed: 0 });
    }
  });

  it('shows a workspace its own rows, and takes none of another', async () => {
    for (const { name, column } of tables.filter((table) => !table.partition)) {
      const seen = await pool.inWorkspace(ours, { text: `SELECT DISTINCT ${column} AS id FROM ${name}` });
      expect({ name, rows: seen.rows }).toEqual({ name, rows: [{ id: ours }] });
      const where = { text: `DELETE FROM ${name} WHERE ${column} = $1`, values: [theirs] };
      expect({ name, removed: (await pool.inWorkspace(ours, where)).rowCount }).toEqual({ name, removed: 0 });
      const taken = { text: `UPDATE ${name} SET ${column} = $1`, values: [theirs] };
      await expect(pool.inWorkspace(ours, taken)).rejects.toThrow(/row-level security/);
      const put = {
        text: `INSERT INTO ${name} SELECT (jsonb_populate_record(NULL::${name}, to_jsonb(t) || $1)).* FROM ${name} t LIMIT 1`,
        values: [JSON.stringify({ [column]: theirs })],
      };
      await expect(pool.inWorkspace(ours, put)).rejects.toThrow(/row-level security/);
    }
  });

  it('shows jobs the rows of all, in the role of jobs alone', async () => {
    for (const { name } of tables.filter((table) => !table.partition)) {
      expect({ name, rows: (await pool.across(countIn(name))).rows }).not.toEqual({ name, rows: [{ count: 0 }] });
    }
    expect((await pool.across({ text: 'SELECT current_user AS name' })).rows).toEqual([{ name: 'patchbay_worker' }]);
    expect((await pool.query(countIn('event'))).rows).toEqual([{ count: 0 }]);
  });

  it('has the policies of this release: one of the same name that was weakened is noticed, and made anew at the next start', async () => {
    const seen = async () => (await missingWalls(app)).map(({ code, message }) => ({ code, message }));
    const foreign = async (name: string) =>
      (await pool.inWorkspace(ours, { text: `SELECT 1 FROM ${name} WHERE workspace_id = $1`, values: [theirs] }))
        .rowCount;
    expect(await seen()).toEqual([]);
    await all('ALTER POLICY tenant ON flow USING (true)');
    // As an older release left it: its own text, and nothing written down.
    await all(
      `DROP POLICY tenant ON api_key; CREATE POLICY tenant ON api_key FOR ALL TO PUBLIC USING (workspace_id IS NOT NULL)`,
    );
    await all('ALTER POLICY worker ON event TO PUBLIC');
    expect([await foreign('flow'), await foreign('api_key')]).toEqual([1, 1]);
    expect(await seen()).toEqual([
      { code: 'unsecured-tables', message: expect.stringMatching(/ on api_key, event, flow: /) },
    ]);
    await migrate({ url: database.url });
    expect([await foreign('flow'), await foreign('api_key')]).toEqual([0, 0]);
    expect(await seen()).toEqual([]);
    // Of another name it may be an operator's own: it is told, and left.
    await all('CREATE POLICY open ON flow FOR SELECT TO PUBLIC USING (true)');
    await all('CREATE POLICY closed ON flow AS RESTRICTIVE FOR SELECT TO PUBLIC USING (true)');
    await migrate({ url: database.url });
    expect(await foreign('flow')).toBe(1);
    expect(await seen()).toEqual([
      { code: 'foreign-policies', message: expect.stringMatching(/ open on flow\. Drop them/) },
    ]);
    await all('DROP POLICY open ON flow; DROP POLICY closed ON flow');
    expect(await seen()).toEqual([]);
    const made = () => all('SELECT oid FROM pg_policy ORDER BY oid');
    const before = await made();
    await migrate({ url: database.url });
    expect(await made()).toEqual(before);
  });

  it('is closed to an owner who is no superuser and says nothing, and open to one who says that it means all', async () => {
    const owner = `owner_${randomUUID().slice(0, 8)}`;
    await all(`CREATE ROLE ${owner} LOGIN PASSWORD 'p'; GRANT CREATE ON SCHEMA public TO ${owner}`);
    const url = new URL(database.url);
    url.username = owner;
    url.password = 'p';
    try {
      for (const { name } of tables)
        await all(`ALTER TABLE ${name} OWNER TO ${owner}; DROP POLICY IF EXISTS owner ON ${name}`);
      await all(`ALTER TABLE schema_migration OWNER TO ${owner}`);
      // Neither may it make roles nor is it a member: the policies hold without them.
      await migrate({ url: url.href });
      const source = await connectDataSource({ url: url.href, poolSize: 1, applicationName: 'patchbay-test' });
      expect(source.walls).toEqual({ app: 'none', worker: false });
      const bare = hotPool(source);
      expect((await bare.query(countIn('event'))).rows).toEqual([{ count: 0 }]);
      expect((await bare.inWorkspace(ours, countIn('event'))).rows).toEqual([{ count: 1 }]);
      expect((await bare.across(countIn('event'))).rows).toEqual([{ count: 2 }]);
      expect((await bare.query(countIn('event'))).rows).toEqual([{ count: 0 }]);
      await source.destroy();
    } finally {
      await all(`REASSIGN OWNED BY ${owner} TO CURRENT_USER; DROP OWNED BY ${owner}; DROP ROLE ${owner}`);
      await migrate({ url: database.url });
    }
  });
});

describe('transactions', () => {
  it('leave nothing of their workspace behind, whether they end well or not', async () => {
    await pool.inWorkspace(ours, countIn('flow'));
    await expect(pool.inWorkspace(ours, { text: 'SELECT 1/0' })).rejects.toThrow(/division/);
    await expect(pool.across({ text: 'SELECT 1/0' })).rejects.toThrow(/division/);
    await pool.query(`SELECT * FROM chat_load_by_id($1, $2)`, [ours, randomUUID()]);
    const { rows } = await pool.query(
      `SELECT current_user AS name, nullif(current_setting('patchbay.workspace', true), '') AS workspace, nullif(current_setting('patchbay.scope', true), '') AS scope`,
    );
    expect(rows).toEqual([{ name: 'patchbay_app', workspace: null, scope: null }]);
  });

  it('keep what is done for two workspaces at once apart', async () => {
    const seen = await runner.run(() =>
      Promise.all(
        [ours, theirs, ours, theirs].map((id) =>
          runner.inWorkspace(id, async (manager) => {
            const [row] = await manager.query('SELECT array_agg(DISTINCT workspace_id) AS ids FROM flow');
            return row.ids[0];
          }),
        ),
      ),
    );
    expect(seen).toEqual([ours, theirs, ours, theirs]);
  });

  it('come back to their workspace after a look beyond it, and never to all by themselves', async () => {
    await runner.run(async () => {
      await runner.inWorkspace(ours, async (manager) => {
        expect(await runner.across((jobs) => jobs.query('SELECT 1 FROM flow'))).toHaveLength(2);
        expect(await manager.query('SELECT 1 FROM flow')).toHaveLength(1);
      });
      await runner.across((jobs) => jobs.query('SELECT 1 FROM flow'));
      expect(await runner.manager.query('SELECT 1 FROM flow')).toHaveLength(0);
      await expect(runner.across(() => Promise.reject(new Error('none of the database')))).rejects.toThrow(/none of/);
      expect(await runner.manager.query('SELECT 1 FROM flow')).toHaveLength(0);
    });
  });

  it('find what names its owner by the very value, and nothing beside it', async () => {
    const [bot] = await all('SELECT address FROM bot_address WHERE workspace_id = $1', [ours]);
    const found = await runner.lookUp(bot.address, (manager) => manager.query('SELECT workspace_id FROM bot_address'));
    expect(found).toEqual([{ workspace_id: ours }]);
    const [key] = await all(`SELECT encode(key_hash, 'hex') AS hash FROM api_key WHERE workspace_id = $1`, [theirs]);
    const keys = await runner.lookUp(key.hash, (manager) => manager.query('SELECT workspace_id FROM api_key'));
    expect(keys).toEqual([{ workspace_id: theirs }]);
    for (const none of ['', 'nobody', `' OR true --`])
      for (const name of ['bot_address', 'api_key', 'membership', 'workspace'])
        expect(await runner.lookUp(none, (manager) => manager.query(`SELECT 1 FROM ${name}`))).toEqual([]);
  });
});

describe('the functions of the hot path', () => {
  it('give and change nothing through the ids of another workspace', async () => {
    const [conversation] = await all('SELECT id, fence FROM conversation WHERE workspace_id = $1', [theirs]);
    const before = await all('SELECT * FROM conversation ORDER BY id');
    const ask = async (text: string, values: unknown[]) => (await pool.query({ text, values })).rows;
    const place = [ours, conversation.id];
    expect(await ask('SELECT * FROM chat_load_by_id($1, $2)', place)).toEqual([]);
    expect(await ask('SELECT * FROM chat_events_after($1, $2, -1, 100)', place)).toEqual([]);
    expect(await ask('SELECT * FROM chat_last_messages($1, $2, 1, 100)', place)).toEqual([]);
    expect(await ask(`SELECT chat_write($1, $2, 1, 'x') AS kept`, place)).toEqual([{ kept: false }]);
    const [address] = await all('SELECT address FROM bot_address WHERE workspace_id = $1', [ours]);
    const [loaded] = await ask(`SELECT * FROM chat_load($1, $2, '\\x00', 'k')`, [address.address, conversation.id]);
    expect(loaded).toBeUndefined();
    const hold = await ask(
      `SELECT outcome FROM chat_hold($1, $2, $3, NULL, $1, 1000, NULL, NULL, NULL, NULL, '{}', '{}', '{}', 0, NULL, '', NULL, NULL, NULL)`,
      [...place, conversation.fence],
    );
    expect(hold).toEqual([{ outcome: 'conflict' }]);
    const commits = JSON.stringify([
      {
        id: conversation.id,
        fence: conversation.fence,
        types: ['message'],
        episodes: [1],
        bodies: ['{}'],
        count: 1,
        snapshot: '{}',
        status: 'idle',
        episode: 1,
        turns: 1,
        pins: '{}',
        turnStatus: 'completed',
        hadTimer: true,
        held: null,
      },
    ]);
    expect(await ask('SELECT outcome FROM chat_commit_many($1, $2)', [ours, commits])).toEqual([
      { outcome: 'conflict' },
    ]);
    expect(
      await ask(`SELECT outcome FROM chat_interrupt($1, $2, $3, '{}', '{}')`, [...place, conversation.fence]),
    ).toEqual([{ outcome: 'conflict' }]);
    expect(await ask('SELECT outcome FROM chat_take($1, $2, $3, $1, 1000)', [...place, conversation.fence])).toEqual([
      { outcome: 'conflict' },
    ]);
    expect(await all('SELECT * FROM conversation ORDER BY id')).toEqual(before);
  });

  it('see nothing beside their workspace, whatever a statement in them forgets', async () => {
    await all(`CREATE FUNCTION forgetful(p_workspace uuid) RETURNS bigint LANGUAGE plpgsql AS $$
      DECLARE v_scope text := set_config('patchbay.workspace', p_workspace::text, true);
      BEGIN RETURN (SELECT count(*) FROM event); END $$`);
    expect((await pool.query('SELECT forgetful($1)::int AS count', [ours])).rows).toEqual([{ count: 1 }]);
  });
});
