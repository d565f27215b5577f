import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectDataSource, hotPool } from '@patchbay/db';
import { createTestDatabase, PgBouncer, type TestDatabase } from '@patchbay/db/testing';
import { type OpenAiServer, startOpenAiServer } from '@patchbay/testing';
import pg from 'pg';
import { ChatApp, exampleFlow, textsOf } from '../../testing/chat-app.ts';

const SERVERS = 2;
const login = `pooled_${randomUUID().slice(0, 8)}`;
let database: TestDatabase;
let bouncer: PgBouncer;
let model: OpenAiServer;
let chat: ChatApp;

// Where there is none (`apt-get install pgbouncer`), this is counted as skipped, which fails in CI.
(PgBouncer.isInstalled ? describe : describe.skip)('through PgBouncer', () => {
  beforeAll(async () => {
    database = await createTestDatabase();
    // As docs/decisions has it: no owner, rights of the app role, and the role of jobs only where it is taken on.
    await database.dataSource.query(
      `CREATE ROLE ${login} LOGIN PASSWORD 'secret'; GRANT patchbay_app TO ${login} WITH INHERIT TRUE, SET TRUE; GRANT patchbay_worker TO ${login} WITH INHERIT FALSE, SET TRUE`,
    );
    const url = new URL(database.url);
    url.username = login;
    url.password = 'secret';
    bouncer = await PgBouncer.start({ url: url.href, servers: SERVERS });
    model = await startOpenAiServer();
    chat = await ChatApp.start({
      database,
      variables: {
        ...{ OPENAI_API_KEY: 'test', OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'test-model' },
        DATABASE_URL: bouncer.url,
        DATABASE_DIRECT_URL: database.url,
        PATCHBAY_PREPARED_STATEMENTS: 'off',
      },
    });
    for (const name of ['echo', 'order-form', 'llm']) await chat.publish(exampleFlow(name));
  });
  afterAll(async () => {
    await chat?.stop();
    await model?.close();
    await bouncer?.stop();
    await database.dataSource.query(`DROP OWNED BY ${login}; DROP ROLE ${login}`);
    await database.drop();
  });

  /** What the pooler's connections still hold of who used them, whichever client asks: each is asked while the others are held. */
  async function leftBehind(): Promise<string[]> {
    const clients = Array.from({ length: SERVERS }, () => new pg.Client({ connectionString: bouncer.url }));
    const found: string[] = [];
    try {
      for (const client of clients) {
        await client.connect();
        await client.query('BEGIN');
        const { rows } = await client.query(
          `SELECT pg_backend_pid() AS pid, current_user AS role, session_user AS login,
          (SELECT json_object_agg(n, current_setting('patchbay.' || n, true)) FROM unnest('{workspace,lookup,scope}'::text[]) AS n) AS settings,
          array(SELECT name FROM pg_prepared_statements) AS statements,
          (SELECT count(*)::int FROM pg_listening_channels()) AS listens,
          (SELECT count(*)::int FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory') AS locks,
          (SELECT count(*)::int FROM pg_class WHERE relpersistence = 't') AS temporary`,
        );
        const [{ role, settings, statements, listens, locks, temporary, pid }] = rows;
        const kept = Object.entries(settings as Record<string, string | null>).filter(([, value]) => value);
        if (role !== login) found.push(`${pid}: role ${role}`);
        for (const [name, value] of kept) found.push(`${pid}: ${name} is ${value}`);
        if (statements.length + listens + locks + temporary > 0) found.push(`${pid}: ${JSON.stringify(rows[0])}`);
      }
    } finally {
      for (const client of clients) await client.end();
    }
    return found;
  }

  it('takes no option at the connection, so that scoped transactions set the role', () => {
    const { walls, missingWalls } = chat.app.dataSource;
    expect({ walls, missingWalls }).toEqual({ walls: { app: 'transaction', worker: true }, missingWalls: [] });
  });

  it('holds whole conversations through two connections, many at once, and leaves nothing behind in them', async () => {
    const conversations = await Promise.all(
      Array.from({ length: 12 }, (_, n) => chat.open(['echo', 'order-form', 'llm'][n % 3]!)),
    );
    for (let turn = 0; turn < 3; turn++) {
      const answers = await Promise.all(conversations.map((one) => one.say(`Message ${turn}`)));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    }
    const echo = await conversations[0]!.say('Grüße');
    expect(textsOf(echo.body.events).at(-1)).toContain('Grüße');
    for (const one of conversations) {
      const events = await one.events();
      expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
      expect(events.filter((event) => event.type === 'message' && event.role === 'user').length).toBeGreaterThanOrEqual(
        3,
      );
    }
    // The administrator's side as well, which goes through TypeORM.
    expect((await chat.admin('/flows')).status).toBe(200);
    expect((await chat.admin('/conversations')).status).toBe(200);
    expect(await leftBehind()).toEqual([]);
  });

  it('shows one client nothing of what another just named', async () => {
    const second = await connectDataSource({
      url: bouncer.url,
      poolSize: 2,
      applicationName: 'second',
      preparedStatements: false,
    });
    try {
      const pool = hotPool(second);
      const count = { text: 'SELECT count(*)::int AS count FROM event' };
      const asked = Array.from({ length: 20 }, async () => {
        expect((await pool.query(count)).rows).toEqual([{ count: 0 }]);
        expect((await pool.across(count)).rows[0].count).toBeGreaterThan(0);
      });
      const talk = Array.from({ length: 10 }, async () => (await chat.open('echo')).say('x'));
      await Promise.all([...asked, ...talk]);
      expect(await leftBehind()).toEqual([]);
    } finally {
      await second.destroy();
    }
  });

  it('would tell of anything that stayed in a session', async () => {
    const client = new pg.Client({ connectionString: bouncer.url });
    await client.connect();
    try {
      for (const [leak, mend] of [
        [`SELECT set_config('patchbay.workspace', '${randomUUID()}', false)`, 'RESET patchbay.workspace'],
        ['SET ROLE patchbay_worker', 'RESET ROLE'],
        ['PREPARE kept AS SELECT 1', 'DEALLOCATE kept'],
        ['LISTEN kept', 'UNLISTEN *'],
        ['SELECT pg_advisory_lock(1)', 'SELECT pg_advisory_unlock_all()'],
      ] as const) {
        await client.query(leak);
        expect({ leak, found: (await leftBehind()).length }).toEqual({ leak, found: 1 });
        // Of the same server connection: the pooler gives the one that was used last.
        for (let round = 0; round < 20 && (await leftBehind()).length > 0; round++) await client.query(mend);
        expect(await leftBehind()).toEqual([]);
      }
    } finally {
      await client.end();
    }
  });

  it('needs names off before PgBouncer 1.21, and says so in a test', async () => {
    if (bouncer.version >= 1.21) return;
    const named = await connectDataSource({ url: bouncer.url, poolSize: 6, applicationName: 'named' });
    try {
      const pool = hotPool(named);
      const asked = Array.from({ length: 60 }, () => pool.query({ name: 'a_name', text: 'SELECT pg_sleep(0.002)' }));
      const outcomes = await Promise.allSettled(asked);
      expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true);
    } finally {
      await named.destroy();
      await database.dataSource.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${login}' AND state = 'idle'`,
      );
    }
  });
});
