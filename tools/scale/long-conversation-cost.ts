import { ConversationRecordStore, ConversationStore, HotPool, migrate } from '@patchbay/db';
import { startTestPostgres } from '@patchbay/embedded-postgres';
import pg from 'pg';
import { v7 } from 'uuid';
import { backendCpu, median } from './backend-cpu.ts';
import { settlement, workspaceId } from './partition-cost.ts';

const ROUNDS = 15;
const TURNS = 40;

export interface LengthCost {
  what: string;
  byVariant: { name: string; us: number; ofFirst: number }[];
}

/** What the length of a conversation costs the statements of its turns: one of 5 messages beside one of 5,000 in the same tables, in the app role, in turns. */
export async function longConversationCost(): Promise<LengthCost[]> {
  const server = await startTestPostgres({ settings: { full_page_writes: 'on' } });
  let pool: pg.Pool | undefined;
  try {
    await migrate({ url: server.url });
    pool = new pg.Pool({ connectionString: server.url, max: 1, idleTimeoutMillis: 0, options: '-c role=patchbay_app' });
    const hot = new HotPool({ pool, walls: { app: 'connection', worker: true } });
    const [store, records] = [new ConversationStore(hot), new ConversationRecordStore(hot)];
    const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const pid = rows[0]?.pid ?? 0;
    const variants = [
      { name: '5 messages', turns: 2 },
      { name: '5,000 messages', turns: 2_500 },
    ].map((variant) => ({ ...variant, id: v7() }));
    for (const { id: conversationId, turns } of variants)
      for (let turn = 1; turn <= turns; turn++) await store.settle(settlement({ conversationId, turn, model: false }));
    const works: [string, (variant: (typeof variants)[number]) => Promise<unknown>][] = [
      [
        'last messages, for a model',
        ({ id }) => records.lastMessages({ workspaceId, conversationId: id, episode: 1, count: 4 }),
      ],
      ['conversation with what it needs', ({ id }) => store.loadById({ workspaceId, conversationId: id })],
      [
        'commit of a turn',
        async (variant) => {
          variant.turns += 1;
          const done = await store.settle(
            settlement({ conversationId: variant.id, turn: variant.turns, model: false }),
          );
          if (done.outcome !== 'done') throw new Error(done.outcome);
        },
      ],
    ];
    const costs: LengthCost[] = [];
    for (const [what, work] of works) {
      const times = new Map(variants.map(({ name }) => [name, [] as number[]]));
      for (let round = -1; round < ROUNDS; round++)
        for (const variant of round % 2 === 0 ? variants : variants.toReversed()) {
          const began = backendCpu(pid);
          // Few, so that the short one stays short while turns are added to it.
          const count = what.startsWith('commit') ? 1 : TURNS;
          for (let time = 0; time < count; time++) await work(variant);
          if (round >= 0) times.get(variant.name)?.push((backendCpu(pid) - began) / count);
        }
      const first = median(times.get('5 messages') ?? []);
      costs.push({
        what,
        byVariant: [...times].map(([name, us]) => ({ name, us: median(us), ofFirst: median(us) / first })),
      });
    }
    return costs;
  } finally {
    await pool?.end();
    await server.stop();
  }
}
