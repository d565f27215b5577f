import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DatabaseProxy } from '../testing/database-proxy.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { HotPool } from '../hot-pool.ts';
import { APP_ROLE } from '../walls/roles.ts';
import { withServerOptions } from '../walls/with-server-options.ts';
import { ConversationStore } from './conversation-store.ts';
import type { Commit } from './records.ts';
import type { Hold, Settlement } from './writes.ts';

const workspace = randomUUID();
const owner = randomUUID();
let database: TestDatabase;
let pool: pg.Pool;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  pool = await poolAt(database.url);
  await pool.query(`INSERT INTO workspace (id, key, name) VALUES ($1, 'groups', 'Groups')`, [workspace]);
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function poolAt(url: string, max = 8): pg.Pool {
  const made = new pg.Pool({ connectionString: url, max });
  made.on('error', () => undefined);
  return made;
}

/** A store that tells which statements it sent. */
function storeAt({ url = database.url, slowCommitMs = 60_000 } = {}): { store: ConversationStore; sent: string[] } {
  const own = poolAt(withServerOptions({ url, options: `-c role=${APP_ROLE}` }));
  closing.push(() => own.end());
  const sent: string[] = [];
  own.on('connect', (client) => {
    const query = client.query.bind(client);
    Object.assign(client, {
      query: (...given: Parameters<typeof query>) => {
        sent.push((given[0] as unknown as { name?: string }).name ?? 'other');
        return query(...given);
      },
    });
  });
  return {
    store: new ConversationStore(new HotPool({ pool: own, walls: { app: 'connection', worker: true } }), {
      slowCommitMs,
    }),
    sent,
  };
}

async function conversations(count: number, place = workspace): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await pool.query(
    `INSERT INTO conversation (workspace_id, id, flow_id, token_hash, status, pins, version, snapshot, locale, timezone)
     SELECT $1, id, $1, '\\x00', 'idle', '{}', 1, '{}', 'en', 'UTC' FROM unnest($2::uuid[]) AS id`,
    [place, ids],
  );
  return ids;
}

const turnKey = (key: string) => ({ id: randomUUID(), key, bodyHash: Buffer.alloc(32, 7), replaces: false });
const said = (text: string) => ({ type: 'message', episode: 1, body: JSON.stringify({ text }) });
const used = () => ({
  id: randomUUID(),
  flow: 'f',
  nodeId: 'n',
  connection: 'c',
  model: 'm',
  inputTokens: 3,
  outputTokens: 4,
});
const act = (status: 'started' | 'done', result: string | null) => ({
  ...{ key: 'act', flow: 'f', nodeId: 'n', name: 'POST x', repeatable: false, attempts: 1 },
  ...{ status, result },
});

const settlement = (conversationId: string, more: Partial<Settlement> = {}): Settlement => ({
  ...{ workspaceId: workspace, conversationId, fence: 1, epoch: null, turn: turnKey('k1'), first: true },
  ...{ events: [said('hi'), said('it’s "quoted" \\ and 👋')], opening: null, usage: [], effects: [] },
  ...{ turnStatus: 'completed', snapshot: '{"a":[1,null]}', status: 'waiting', resolution: null, episode: 1, turns: 1 },
  ...{ pins: '{"f":2}', version: 2, preview: 'hi', timerAt: null, hadTimer: false, held: false, hadEffects: false },
  ...more,
});
const hold = (conversationId: string, more: Partial<Hold> = {}): Hold => ({
  ...{ workspaceId: workspace, conversationId, fence: 1, epoch: null, turn: turnKey('k1'), first: true },
  ...{ events: [said('hi')], opening: null, usage: [], effects: [], owner, leaseMs: 60_000 },
  ...{ checkpoint: '{"at":1}', writing: null },
  ...more,
});

/** Keeps both ways to the database taken, so that what is sent meanwhile goes together; gives the way to let go. */
async function occupy(store: ConversationStore): Promise<() => Promise<void>> {
  const ids = await conversations(2);
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query('SELECT 1 FROM conversation WHERE id = ANY($1) FOR UPDATE', [ids]);
  const flights = ids.map((id) => store.settle(settlement(id)));
  return async () => {
    await client.query('COMMIT');
    client.release();
    expect(await Promise.all(flights)).toEqual([
      expect.objectContaining({ outcome: 'done' }),
      expect.objectContaining({ outcome: 'done' }),
    ]);
  };
}

const tables = {
  conversation: 'id',
  event: 'conversation_id',
  turn: 'conversation_id',
  timer: 'conversation_id',
  usage: 'conversation_id',
  run_state: 'conversation_id',
  effect: 'conversation_id',
};

/** All that is kept of a conversation, without ids and times. */
async function rowsOf(id: string): Promise<object> {
  const kept: Record<string, unknown> = {};
  for (const [table, column] of Object.entries(tables)) {
    const { rows } = await pool.query(
      `SELECT to_jsonb(t) AS row FROM ${table} t WHERE workspace_id = $1 AND ${column} = $2`,
      [workspace, id],
    );
    kept[table] = rows
      .map(({ row }) => JSON.stringify(row, (name, value) => (isOwn(name) && value !== null ? `some ${name}` : value)))
      .sort();
  }
  return kept;
}
const isOwn = (name: string) => name === 'id' || name.endsWith('_id') || /(^|_)(at|until|turn)$/.test(name);

type Step = { settle: Partial<Settlement> } | { hold: Partial<Hold> };
const later = { first: false, events: [said('more')] };
const stories: Record<string, Step[]> = {
  'a turn that calls nobody': [{ settle: {} }],
  'two turns': [
    { settle: {} },
    { settle: { fence: 2, turn: turnKey('k2'), turns: 2, preview: 'other', resolution: 'solved', status: 'idle' } },
  ],
  'a run without a turn': [{ settle: { turn: null } }],
  'a timer set and taken back': [
    { settle: { timerAt: '2031-01-01T00:00:00.000Z' } },
    { settle: { fence: 2, turn: turnKey('k2'), hadTimer: true } },
  ],
  'a held run with usage and acts': [
    { hold: { writing: '{"messageId":"m","attempt":0,"text":"so "}' } },
    { hold: { fence: 2, ...later, effects: [act('started', null)], usage: [used()], checkpoint: null } },
    { hold: { fence: 3, ...later, effects: [act('done', '{"value":1}')] } },
    { settle: { fence: 4, ...later, held: true, hadEffects: true, usage: [used(), used()] } },
  ],
  'a run that is held still': [{ hold: {} }],
  'a held run that somebody else ends': [
    { hold: { effects: [act('started', null)] } },
    { settle: { fence: 2, turn: null, held: null } },
  ],
  'no event': [{ settle: { events: [] } }],
  'another fence': [{ settle: { fence: 7 } }, { hold: { fence: 7 } }],
  'another epoch': [{ settle: { epoch: '999' } }, { hold: { epoch: '999' } }, { settle: { epoch: '1' } }],
  'a key that was used': [{ settle: {} }, { settle: { fence: 2 } }, { hold: { fence: 2 } }],
  'a key that is young again': [{ settle: {} }, { settle: { fence: 2, turn: { ...turnKey('k1'), replaces: true } } }],
};

async function play(options: {
  store: ConversationStore;
  id: string;
  steps: Step[];
  together: boolean;
}): Promise<Commit[]> {
  const { store, id, steps, together } = options;
  const outcomes: Commit[] = [];
  for (const step of steps) {
    const letGo = together ? await occupy(store) : undefined;
    const [beside] = together ? await conversations(1) : [];
    const other = beside === undefined ? undefined : store.settle(settlement(beside));
    const commit = 'settle' in step ? store.settle(settlement(id, step.settle)) : store.hold(hold(id, step.hold));
    await letGo?.();
    await other;
    outcomes.push(await commit);
  }
  return outcomes.map((commit) => (commit.outcome === 'done' ? { ...commit, atMs: 0 } : commit));
}

describe('commits that go together', () => {
  it.each(Object.entries(stories))('keep the same as alone: %s', async (_, steps) => {
    const { store, sent } = storeAt();
    const [one = '', other = ''] = await conversations(2);
    const alone = await play({ store, id: one, steps, together: false });
    expect(sent).not.toContain('chat_commit_many');
    const together = await play({ store, id: other, steps, together: true });
    expect(sent.filter((name) => name === 'chat_commit_many').length).toBeGreaterThanOrEqual(steps.length);
    expect(together).toEqual(alone);
    expect(await rowsOf(other)).toEqual(await rowsOf(one));
  });

  it('are few statements for many', async () => {
    const { store, sent } = storeAt();
    const ids = await conversations(100);
    const outcomes = await Promise.all(ids.map((id) => store.settle(settlement(id))));
    expect(outcomes.every(({ outcome }) => outcome === 'done')).toBe(true);
    expect(sent.length).toBeLessThan(20);
    const { rows } = await pool.query('SELECT count(*)::int AS count FROM event WHERE conversation_id = ANY($1)', [
      ids,
    ]);
    expect(rows[0].count).toBe(200);
  });

  it('answer each for itself when one among them fails', async () => {
    const { store } = storeAt();
    const ids = await conversations(8);
    const letGo = await occupy(store);
    const outcomes = ids.map((id, index) =>
      store.settle(settlement(id, index === 3 ? { preview: 'nothing holds \0' } : {})),
    );
    const settled = Promise.allSettled(outcomes);
    await letGo();
    for (const [index, one] of (await settled).entries()) {
      if (index === 3) expect(one.status).toBe('rejected');
      else expect(one).toMatchObject({ status: 'fulfilled', value: { outcome: 'done', firstSeq: 1 } });
    }
  });

  it('keep one of two with the same key', async () => {
    const { store } = storeAt();
    const [id = ''] = await conversations(1);
    const letGo = await occupy(store);
    const both = [store.settle(settlement(id)), store.settle(settlement(id))];
    await letGo();
    const outcomes = (await Promise.all(both)).map(({ outcome }) => outcome);
    // Which of them is the database's to decide: the second may be on its way before the first was let go.
    const [other, ...more] = outcomes.filter((outcome) => outcome !== 'done');
    expect(['conflict', 'known']).toContain(other);
    expect(more).toEqual([]);
    expect(await rowsOf(id)).toMatchObject({
      turn: [expect.any(String)],
      event: [expect.any(String), expect.any(String)],
    });
  });

  it('are kept once when the connection breaks before their answer', async () => {
    const proxy = await DatabaseProxy.start(database.url);
    closing.push(() => proxy.stop());
    const { store } = storeAt({ url: proxy.url });
    const ids = await conversations(6);
    const letGo = await occupy(store);
    const writes = ids.map((id) => settlement(id));
    proxy.breakAt('chat_commit_many');
    const commits = writes.map((write) => store.settle(write));
    await letGo();
    const outcomes = await Promise.all(commits);
    expect(proxy.broken).toBe(1);
    // Each is told that another commit came first, looks its key up, and finds its own turn.
    expect(outcomes).toEqual(ids.map(() => ({ outcome: 'conflict' })));
    for (const [index, id] of ids.entries()) {
      const { rows } = await pool.query('SELECT id, status FROM turn WHERE conversation_id = $1', [id]);
      expect(rows).toEqual([{ id: writes[index]!.turn!.id, status: 'completed' }]);
    }
  });

  it('never wait for each other in a circle, and hold up nobody when a row is taken', async () => {
    const stores = [storeAt(), storeAt(), storeAt()];
    const ids = await conversations(40);
    for (let round = 1; round <= 8; round += 1) {
      const tries = stores.flatMap(({ store }, index) =>
        (index % 2 === 0 ? ids : ids.toReversed()).map((id) =>
          store.settle(settlement(id, { fence: round, turn: turnKey(`${index}-${round}`) })),
        ),
      );
      const done = (await Promise.all(tries)).filter(({ outcome }) => outcome === 'done');
      expect(done).toHaveLength(ids.length);
    }
    const { rows } = await pool.query(
      'SELECT deadlocks::int AS count FROM pg_stat_database WHERE datname = current_database()',
    );
    expect(rows[0].count).toBe(0);
  });

  it('wait for no other workspace', async () => {
    const { store } = storeAt();
    const letGo = await occupy(store);
    const elsewhere = randomUUID();
    await pool.query(`INSERT INTO workspace (id, key, name) VALUES ($1, $2, 'Elsewhere')`, [elsewhere, elsewhere]);
    const [id = ''] = await conversations(1, elsewhere);
    const commit = await store.settle(settlement(id, { workspaceId: elsewhere }));
    expect(commit).toMatchObject({ outcome: 'done' });
    await letGo();
  });

  it('go on beside rows that somebody else has taken', async () => {
    const { store } = storeAt({ slowCommitMs: 50 });
    const letGo = await occupy(store);
    const ids = await conversations(10);
    const outcomes = await Promise.all(ids.map((id) => store.settle(settlement(id))));
    expect(outcomes.every(({ outcome }) => outcome === 'done')).toBe(true);
    await letGo();
  });
});
