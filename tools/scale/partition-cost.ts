import {
  ConversationRecordStore,
  ConversationStore,
  DAY_MS,
  HotPool,
  migrate,
  migrationNames,
  PartitionStore,
  partitionedTables,
  type Settlement,
} from '@patchbay/db';
import { startTestPostgres } from '@patchbay/embedded-postgres';
import pg from 'pg';
import { v7 } from 'uuid';
import { backendCpu, median } from './backend-cpu.ts';

const ROUNDS = 21;
const TURNS = 100;

export interface Variant {
  name: string;
  pool: pg.Pool;
  pid: number;
  store: ConversationStore;
  records: ConversationRecordStore;
}

export interface PartitionCost {
  what: string;
  /** Microseconds of PostgreSQL's CPU, medians. */
  byVariant: { name: string; us: number; ofFirst: number }[];
}

/**
 * What partitions cost the statements of the hot path: the same work, one database after the other, in turns, on tables as they were before and with more and more
 * partitions. Time is the backend's own.
 */
export async function partitionCost(say: (line: string) => void): Promise<PartitionCost[]> {
  const server = await startTestPostgres({ settings: { full_page_writes: 'on' } });
  const variants: Variant[] = [];
  try {
    for (const [name, count] of [
      ['none', undefined],
      ['2', 0],
      ['14', 12],
      ['42', 40],
    ] as const) {
      say(`Filling a database with ${name} partitions …`);
      variants.push(await begin({ server: server.url, name, count }));
    }
    const costs: PartitionCost[] = [];
    for (const [what, work] of works) {
      const times = new Map(variants.map((variant) => [variant.name, [] as number[]]));
      for (let round = -1; round < ROUNDS; round++) {
        for (const variant of round % 2 === 0 ? variants : variants.toReversed()) {
          const us = await work(variant);
          if (round >= 0) times.get(variant.name)?.push(us);
        }
      }
      const first = median(times.get('none') ?? []);
      costs.push({
        what,
        byVariant: [...times].map(([name, all]) => ({ name, us: median(all), ofFirst: median(all) / first })),
      });
    }
    return costs;
  } finally {
    for (const { pool } of variants) await pool.end();
    await server.stop();
  }
}

export const workspaceId = v7();

async function begin(options: { server: string; name: string; count: number | undefined }): Promise<Variant> {
  const { server, name, count } = options;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE scale_${name}`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/scale_${name}`;
  const all = migrationNames();
  const without = all.filter((one) => !one.startsWith('Partitions'));
  await migrate({ url: url.href, only: count === undefined ? without : all });
  const pool = new pg.Pool({ connectionString: url.href, max: 1, idleTimeoutMillis: 0 });
  const hot = new HotPool({ pool, walls: { app: 'none', worker: false } });
  for (const table of count === undefined ? [] : partitionedTables) {
    const partitions = new PartitionStore(hot);
    const [first] = await partitions.list(table);
    for (let day = 0; day < (count ?? 0); day++) {
      const fromMs = (first?.toMs ?? 0) + day * DAY_MS;
      await partitions.add({ table, range: { fromMs, toMs: fromMs + DAY_MS } });
    }
  }
  const store = new ConversationStore(hot);
  const variant = { name, pool, pid: 0, store, records: new ConversationRecordStore(hot) };
  for (let conversation = 0; conversation < 300; conversation++) {
    const conversationId = v7();
    for (let turn = 1; turn <= 5; turn++) await store.settle(settlement({ conversationId, turn, model: true }));
  }
  await pool.query('ANALYZE');
  const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return { ...variant, pid: rows[0]?.pid ?? 0 };
}

/** What a turn writes: a message of the user, the answer, the turn's end. */
export function settlement(options: { conversationId: string; turn: number; model: boolean }): Settlement {
  const { conversationId, turn, model } = options;
  const flowId = workspaceId;
  const event = (type: string, fields: object) => ({ type, episode: 1, body: JSON.stringify(fields) });
  return {
    ...{ workspaceId, conversationId, fence: turn, epoch: null, first: true },
    turn: { id: v7(), key: `key-${turn}`, bodyHash: Buffer.alloc(32), replaces: false },
    events: [
      event('message', { id: v7(), role: 'user', text: 'My laptop does not find the printer on the third floor.' }),
      event('message', {
        id: v7(),
        role: 'bot',
        text: 'You said: My laptop does not find the printer on the third floor.',
      }),
      event('turn.completed', { waitingFor: null }),
    ],
    opening:
      turn === 1
        ? {
            ...{ flowId, channel: 'chat', tokenHash: Buffer.alloc(32), key: null, pins: '{"echo":1}', version: 1 },
            ...{ snapshot: '{}', locale: 'en', timezone: 'UTC' },
          }
        : null,
    usage: model
      ? [
          {
            ...{ id: v7(), flow: 'llm', nodeId: 'answer', connection: 'openai', model: 'm' },
            ...{ inputTokens: 100, outputTokens: 50 },
          },
        ]
      : [],
    ...{ effects: [], turnStatus: 'completed', snapshot: JSON.stringify({ variables: 'x'.repeat(300) }) },
    ...{
      status: 'idle',
      resolution: null,
      episode: 1,
      turns: turn,
      pins: '{"echo":1}',
      version: 1,
      preview: 'My laptop',
    },
    ...{ timerAt: null, hadTimer: false, held: false, hadEffects: false },
  };
}

/** Each gives the microseconds of one. */
export const works: [string, (variant: Variant) => Promise<number>][] = [
  ['commit of a turn', (variant) => turns(variant, false)],
  ['commit of a turn with usage', (variant) => turns(variant, true)],
  [
    'last messages, for a model',
    (variant) => reads(variant, (place) => variant.records.lastMessages({ ...place, episode: 1, count: 20 })),
  ],
  [
    'events since, for a stream',
    (variant) => reads(variant, (place) => variant.store.eventsAfter({ ...place, after: 0, limit: 100 })),
  ],
];

async function turns({ store, pid }: Variant, model: boolean): Promise<number> {
  let us = 0;
  for (let conversation = 0; conversation < TURNS / 5; conversation++) {
    const conversationId = v7();
    await store.settle(settlement({ conversationId, turn: 1, model }));
    const began = backendCpu(pid);
    for (let turn = 2; turn <= 6; turn++) {
      const { outcome } = await store.settle(settlement({ conversationId, turn, model }));
      if (outcome !== 'done') throw new Error(outcome);
    }
    us += backendCpu(pid) - began;
  }
  return us / TURNS;
}

async function reads(
  { store, pid }: Variant,
  read: (place: { workspaceId: string; conversationId: string }) => Promise<readonly unknown[]>,
): Promise<number> {
  const conversationId = v7();
  for (let turn = 1; turn <= 5; turn++) await store.settle(settlement({ conversationId, turn, model: false }));
  const began = backendCpu(pid);
  for (let time = 0; time < TURNS; time++)
    if ((await read({ workspaceId, conversationId })).length === 0) throw new Error('nothing was read');
  return (backendCpu(pid) - began) / TURNS;
}
