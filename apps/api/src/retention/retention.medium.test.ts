import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  DAY_MS,
  firstIdAt,
  connectDataSource,
  type HotPool,
  hotPool,
  JobStore,
  PartitionStore,
  partitionedTables,
  RetentionStore,
} from '@patchbay/db';
import { createTestDatabase, type TestDatabase } from '@patchbay/db/testing';
import { startTestPostgres } from '@patchbay/embedded-postgres';
import pg from 'pg';
import type { Log } from '../platform/log.ts';
import type { Pace } from './pace.ts';
import { RetentionJob } from './retention-job.ts';
import { RetentionModule } from './retention.module.ts';
import { RetentionRound } from './retention-round.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Log;
const [event, usage, trace] = partitionedTables as [never, never, never];
let database: TestDatabase;
let pool: pg.Pool;
/** As the product connects. */
let hot: HotPool;
let closeHot: () => Promise<void>;
let here: string;
let stopServer = () => Promise.resolve();

beforeAll(async () => {
  if (process.env.PATCHBAY_TEST_POSTGRES_URL) return;
  const server = await startTestPostgres();
  process.env.PATCHBAY_TEST_POSTGRES_URL = server.url;
  stopServer = () => server.stop();
});
afterAll(() => stopServer());
afterEach(async () => {
  await closeHot();
  await pool.end();
  await database.drop();
});

async function begin(): Promise<void> {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  pool.on('error', () => undefined);
  const dataSource = await connectDataSource({ url: database.url, poolSize: 4, applicationName: 'patchbay-test' });
  hot = hotPool(dataSource);
  closeHot = () => dataSource.destroy();
  here = await newWorkspace();
}

async function newWorkspace(): Promise<string> {
  const id = randomUUID();
  await pool.query(`INSERT INTO workspace (id, key, name) VALUES ($1, $2, $2)`, [id, id]);
  return id;
}

interface Aged {
  workspace?: string;
  /** Days ago. */
  began: number;
  last: number;
  runAt?: number;
  leased?: boolean;
  timer?: boolean;
  events?: number;
}

/** A conversation with something in every table. */
async function converse(aged: Aged): Promise<string> {
  const { workspace = here, began, last, runAt = last, leased = false, timer = false, events = 3 } = aged;
  const id = idAt(began);
  const run = idAt(runAt);
  const ago = (days: number) => `now() - interval '${days} days'`;
  await pool.query(
    `WITH c AS (INSERT INTO conversation (workspace_id, id, flow_id, token_hash, status, pins, snapshot, locale, timezone, started_at, last_at, lease_until)
       VALUES ($1, $2, $2, '\\x00', 'waiting', '{}', '{}', 'en', 'UTC', ${ago(began)}, ${ago(last)}, ${leased ? 'now()' : 'NULL'})),
     e AS (INSERT INTO event SELECT $1, $2, s, NULL, 1, 'message', ${ago(last)}, '{}' FROM generate_series(1, ${events}) s),
     u AS (INSERT INTO usage (workspace_id, conversation_id, id, flow, node_id, connection, model, input_tokens, output_tokens, at)
       VALUES ($1, $2, $3, 'f', 'n', 'c', 'm', 1, 1, ${ago(last)})),
     f AS (INSERT INTO effect (workspace_id, conversation_id, key, flow, node_id, name, repeatable, status, started_at)
       VALUES ($1, $2, 'k', 'f', 'n', 'POST', false, 'done', ${ago(last)})),
     k AS (INSERT INTO turn (workspace_id, conversation_id, key, id, body_hash, status, first_seq, last_seq, at)
       VALUES ($1, $2, 'first', $2, '', 'completed', 1, 1, ${ago(began)}), ($1, $2, 'last', $3, '', $4, 2, 2, ${ago(last)})),
     o AS (INSERT INTO opening (workspace_id, flow_id, key, conversation_id, body_hash, token, at) VALUES ($1, $2, 'k', $2, '', '', ${ago(began)})),
     s AS (INSERT INTO run_state (workspace_id, conversation_id, fence, checkpoint) SELECT $1, $2, 1, '' WHERE ${leased}),
     t AS (INSERT INTO timer (workspace_id, conversation_id, at) SELECT $1, $2, now() + interval '1 day' WHERE ${timer})
     INSERT INTO run_trace (workspace_id, conversation_id, run_id, at, steps) VALUES ($1, $2, $3, ${ago(runAt)}, '[]')`,
    [workspace, id, run, leased ? 'running' : 'completed'],
  );
  return id;
}

/** Like a UUIDv7 of so many days ago. */
function idAt(days: number): string {
  return `${firstIdAt(Date.now() - days * DAY_MS).slice(0, 14)}7${randomUUID().slice(15)}`;
}

const unhurried = {
  batch: <Result>(work: () => Promise<Result>) => work(),
  async through<Cursor>(work: (after: Cursor | null) => Promise<{ rows: number; next: Cursor | null }>) {
    let rows = 0;
    for (let after: Cursor | null = null; ; ) {
      const done: { rows: number; next: Cursor | null } = await this.batch(() => work(after));
      rows += done.rows;
      after = done.next;
      if (after === null) return rows;
    }
  },
};

function round({ days, traces = 30, pace = unhurried }: { days?: number; traces?: number; pace?: typeof unhurried }) {
  return new RetentionRound({
    store: new RetentionStore(hot),
    partitions: new PartitionStore(hot),
    settings: { conversationDays: days, traceDays: traces },
    pace: pace as unknown as Pace,
    log: quiet,
  });
}

const everywhere = ['conversation', 'event', 'usage', 'run_trace', 'turn', 'effect', 'opening', 'run_state', 'timer'];

/** How many rows each table has of a conversation. */
async function rowsOf(id: string): Promise<number[]> {
  const counts = everywhere.map(
    (table) => `(SELECT count(*)::int FROM ${table} WHERE ${table === 'conversation' ? 'id' : 'conversation_id'} = $1)`,
  );
  const { rows } = await pool.query({ text: `SELECT ${counts.join(', ')}`, values: [id], rowMode: 'array' } as never);
  return rows[0] as unknown as number[];
}

describe('a round', () => {
  it('keeps conversations by default, and traces for 30 days, keys for a day', async () => {
    await begin();
    const old = await converse({ began: 900, last: 400, runAt: 31.1 });
    const young = await converse({ began: 29.9, last: 0.9 });
    const fresh = await converse({ began: 0.5, last: 0.1 });
    const held = await converse({ began: 900, last: 3, leased: true });
    const done = await round({}).run();
    //                                  conversation, event, usage, trace, turn, effect, opening, state, timer
    expect(await rowsOf(old)).toEqual([1, 3, 1, 1, 0, 1, 0, 0, 0]);
    expect(await rowsOf(young)).toEqual([1, 3, 1, 1, 1, 1, 0, 0, 0]);
    expect(await rowsOf(fresh)).toEqual([1, 3, 1, 1, 2, 1, 1, 0, 0]);
    expect(await rowsOf(held)).toEqual([1, 3, 1, 1, 1, 1, 0, 1, 0]);
    expect(done).toMatchObject({ conversations: 0, keys: 7, partitionsDropped: 0, rows: 0 });
    // What was there at first is in one partition, which goes as a whole; the next days have theirs.
    const partitions = new PartitionStore(hot);
    const lists = await Promise.all(partitionedTables.map((table) => partitions.list(table)));
    expect(lists.map(([first]) => first!.name)).toEqual(['event_first', 'usage_first', 'run_trace_first']);
    expect(lists.flat().length).toBe(3 + done.partitionsMade);
    for (const list of lists) expect(list.at(-1)!.toMs).toBeGreaterThan(Date.now() + 7 * DAY_MS);
    expect((await round({}).run()).partitionsMade).toBe(0);
  });

  it('removes what was deleted for good once it cannot be brought back', async () => {
    await begin();
    await pool.query(
      `INSERT INTO recently_deleted (workspace_id, kind, key, rows, at) SELECT $1, 'connection', key, '{}', now() - age
       FROM (VALUES ('old', interval '61 minutes'), ('new', interval '50 minutes')) AS t (key, age)`,
      [here],
    );
    await round({}).run();
    expect((await pool.query('SELECT key FROM recently_deleted')).rows).toEqual([{ key: 'new' }]);
  });

  it('removes conversations so many days after their last event, with all that belongs to them', async () => {
    await begin();
    const there = await newWorkspace();
    const over = [
      await converse({ began: 60, last: 31 }),
      await converse({ began: 30.5, last: 30.4, events: 40 }),
      await converse({ workspace: there, began: 2_000, last: 100 }),
    ];
    const kept = [
      await converse({ began: 60, last: 29 }),
      await converse({ began: 29, last: 28 }),
      await converse({ workspace: there, began: 2_000, last: 0 }),
      await converse({ began: 60, last: 50, leased: true }),
      await converse({ began: 60, last: 50, timer: true }),
    ];
    const done = await round({ days: 30, traces: 3_000 }).run();
    expect(done).toMatchObject({ conversations: 3, rows: 3 + 40 + 3 + 3 });
    // Their traces go with their partition.
    for (const id of over) expect(await rowsOf(id)).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0]);
    for (const id of kept) expect((await rowsOf(id)).slice(0, 4)).toEqual([1, 3, 1, 1]);
    expect(await round({ days: 30 }).run()).toMatchObject({ conversations: 0, rows: 0, keys: 0 });
  });

  it('drops a partition when nothing of it is left, and empties it row by row while something is', async () => {
    await begin();
    const partitions = new PartitionStore(hot);
    const today = Math.floor(Date.now() / DAY_MS);
    const range = (ago: number) => ({ fromMs: (today - ago) * DAY_MS, toMs: (today - ago + 1) * DAY_MS });
    for (const table of [event, usage, trace]) {
      const [first] = await partitions.list(table);
      await partitions.drop(first!);
      for (const ago of [12, 11, 10, 9, 3]) await partitions.add({ table, range: range(ago) });
    }
    const inside = (ago: number) => (Date.now() - range(ago).fromMs) / DAY_MS - 0.5;
    const gone = await converse({ began: inside(12), last: 9 });
    const [over, lasts] = [
      await converse({ began: inside(11), last: 9 }),
      await converse({ began: inside(11), last: 1 }),
    ];
    const young = await converse({ began: inside(3), last: 2 });
    // Out of a backup, from before all partitions.
    const ancient = await converse({ began: 500, last: 400 });
    const summary = await round({ days: 8 }).run();
    const names = async (table: never) =>
      (await partitions.list(table)).map(({ fromMs }) => today - Math.round(fromMs / DAY_MS)).filter((ago) => ago > 0);
    expect(await names(event)).toEqual([11, 3]);
    expect(await names(usage)).toEqual([11, 3]);
    expect(await names(trace)).toEqual([3]);
    expect(summary).toMatchObject({ partitionsDropped: 3 + 3 + 4, conversations: 3, rows: 2 * (3 + 1) + 1 });
    for (const id of [gone, over, ancient]) expect(await rowsOf(id)).toEqual(everywhere.map(() => 0));
    for (const id of [lasts, young]) expect((await rowsOf(id)).slice(0, 3)).toEqual([1, 3, 1]);
    // The last one goes: so does its partition.
    await pool.query(`UPDATE conversation SET last_at = now() - interval '9 days' WHERE id = $1`, [lasts]);
    expect(await round({ days: 8 }).run()).toMatchObject({ partitionsDropped: 2, conversations: 1, rows: 0 });
  });

  it('leaves a conversation alone that a turn has just then', async () => {
    await begin();
    const id = await converse({ began: 60, last: 50 });
    const turn = await pool.connect();
    await turn.query(`BEGIN; UPDATE conversation SET fence = fence + 1, last_at = now() WHERE id = '${id}'`);
    expect(await round({ days: 30 }).run()).toMatchObject({ conversations: 0 });
    await turn.query('COMMIT');
    turn.release();
    expect(await round({ days: 30 }).run()).toMatchObject({ conversations: 0 });
    expect((await rowsOf(id)).slice(0, 3)).toEqual([1, 3, 1]);
  });

  it('comes to the same end wherever it was broken off', async () => {
    for (const breaks of [1, 4, 6, 7, 8, 9]) {
      await begin();
      const over = [await converse({ began: 60, last: 31 }), await converse({ began: 59, last: 40 })];
      const kept = await converse({ began: 60, last: 2 });
      let batches = 0;
      const breaking = {
        ...unhurried,
        batch<Result>(work: () => Promise<Result>): Promise<Result> {
          batches += 1;
          return batches > breaks ? Promise.reject(new Error('killed')) : work();
        },
      };
      await expect(round({ days: 30, pace: breaking }).run()).rejects.toThrow('killed');
      await round({ days: 30 }).run();
      for (const id of over) expect((await rowsOf(id)).toSpliced(3, 1)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
      expect((await rowsOf(kept)).slice(0, 3)).toEqual([1, 3, 1]);
      if (breaks < 9) await database.drop();
    }
  });

  it('does not hold turns up: 20,000 conversations are removed beside them', async () => {
    await begin();
    await pool.query(
      `WITH c AS (INSERT INTO conversation (workspace_id, id, flow_id, token_hash, status, pins, snapshot, locale, timezone, last_at)
         SELECT $1, ('01900000-' || lpad(to_hex(n / 4096), 4, '0') || '-7' || lpad(to_hex(n % 4096), 3, '0') || '-8000-000000000000')::uuid, $1, '\\x00', 'idle', '{}',
           repeat('s', 500), 'en', 'UTC', now() - interval '50 days' FROM generate_series(1, 20000) n RETURNING id),
       t AS (INSERT INTO turn SELECT $1, id, 'k' || s, id, '', 'completed', s, s, now() - interval '50 days' FROM c, generate_series(1, 3) s)
       INSERT INTO event SELECT $1, id, s, NULL, 1, 'message', now(), repeat('e', 200) FROM c, generate_series(1, 10) s`,
      [here],
    );
    await pool.query('ANALYZE');
    const id = await converse({ began: 0, last: 0 });
    let going = true;
    const times: number[] = [];
    const turns = (async () => {
      for (let seq = 100; going; seq++) {
        const began = performance.now();
        await pool.query(
          `WITH c AS (UPDATE conversation SET fence = fence + 1, last_at = now() WHERE workspace_id = $1 AND id = $2)
          INSERT INTO event VALUES ($1, $2, $3, NULL, 1, 'message', now(), '{}')`,
          [here, id, seq],
        );
        times.push(performance.now() - began);
        await sleep(2);
      }
    })();
    expect(await round({ days: 30 }).run()).toMatchObject({ conversations: 20_000, keys: 60_000, rows: 200_000 });
    going = false;
    await turns;
    expect(times.length).toBeGreaterThan(100);
    expect(Math.max(...times)).toBeLessThan(10_000);
    const { rows } = await pool.query('SELECT count(*)::int AS n FROM conversation');
    expect(rows).toEqual([{ n: 1 }]);
  });
});

describe('the job', () => {
  const name = 'retention';
  function job(rounds: string[], { runs = async () => undefined }: { runs?: (pace: Pace) => Promise<unknown> } = {}) {
    const owner = randomUUID();
    return new RetentionJob({
      jobs: new JobStore(hot),
      owner,
      round: (pace) => ({
        async run() {
          rounds.push(owner);
          await runs(pace);
          return {} as never;
        },
      }),
      log: quiet,
    });
  }
  const due = () => pool.query(`UPDATE job SET due_at = now()`);

  it('is run by one of many processes, and again when it is due', async () => {
    await begin();
    const rounds: string[] = [];
    const jobs = Array.from({ length: 6 }, () => job(rounds, { runs: () => sleep(100) }));
    await Promise.all(jobs.map((one) => one.work()));
    expect(rounds.length).toBe(1);
    await Promise.all(jobs.map((one) => one.work()));
    expect(rounds.length).toBe(1);
    await due();
    await Promise.all(jobs.map((one) => one.work()));
    expect(rounds.length).toBe(2);
    const { rows } = await pool.query(
      `SELECT owner, failure, due_at > now() + interval '50 minutes' AS later FROM job`,
    );
    expect(rows).toEqual([{ owner: null, failure: null, later: true }]);
  });

  it('goes to another process when its own died, which changes nothing when it wakes up', async () => {
    await begin();
    const jobs = new JobStore(hot);
    const [dead, next] = [randomUUID(), randomUUID()];
    const takeMs = 60_000;
    expect(await jobs.take({ name, owner: dead, takeMs })).toBe(true);
    expect(await jobs.take({ name, owner: next, takeMs })).toBe(false);
    expect(await jobs.extend({ name, owner: dead, takeMs })).toBe(true);
    await pool.query(`UPDATE job SET taken_until = now() - interval '1 second'`);
    expect(await jobs.take({ name, owner: next, takeMs })).toBe(true);
    expect(await jobs.extend({ name, owner: dead, takeMs })).toBe(false);
    await jobs.end({ name, owner: dead, againInMs: 0, failure: null });
    expect((await pool.query('SELECT owner FROM job')).rows).toEqual([{ owner: next }]);
  });

  it('remembers what went wrong and tries again sooner; ends with its process, and is then due at once', async () => {
    await begin();
    const rounds: string[] = [];
    await job(rounds, { runs: () => Promise.reject(new Error('disk full')) }).work();
    const { rows } = await pool.query(`SELECT failure, due_at < now() + interval '11 minutes' AS soon FROM job`);
    expect(rows).toEqual([{ failure: 'disk full', soon: true }]);
    await due();
    const endless = job(rounds, {
      async runs(pace) {
        for (;;) await pace.batch(() => sleep(5));
      },
    });
    const working = endless.work();
    await sleep(50);
    await endless.drain();
    await working;
    await endless.work();
    expect(rounds.length).toBe(2);
    await job(rounds).work();
    expect(rounds.length).toBe(3);
  });

  it('runs in processes of the roles `all` and `worker`', async () => {
    await begin();
    const started: string[] = [];
    for (const role of ['all', 'worker', 'api'] as const) {
      const stub = { start: () => started.push(role) } as unknown as RetentionJob;
      new RetentionModule(stub, { add: () => undefined } as never, { role } as never).onApplicationBootstrap();
    }
    expect(started).toEqual(['all', 'worker']);
  });
});
