import { ConversationRecordStore, ConversationStore, HotPool, migrate, migrationNames } from '@patchbay/db';
import { startTestPostgres } from '@patchbay/embedded-postgres';
import pg from 'pg';
import { v7 } from 'uuid';
import { lowerQuartile } from './backend-cpu.ts';
import { settlement, type Variant, works, workspaceId } from './partition-cost.ts';

const ROUNDS = 15;

export interface SecurityCost {
  what: string;
  /** Microseconds of PostgreSQL's CPU, lower quartiles. */
  byVariant: { name: string; us: number; ofFirst: number }[];
}

/**
 * What row-level security costs the statements of the hot path: functions as they were before it, those of now for a superuser, who bypasses it, and for the app
 * role. The same work, one after the other, in turns; time is the backend's own.
 */
export async function rowSecurityCost(): Promise<SecurityCost[]> {
  const server = await startTestPostgres({ settings: { full_page_writes: 'on' } });
  const variants: Variant[] = [];
  try {
    const all = migrationNames();
    const before = all.slice(0, all.indexOf('WorkspaceFunctions1764400000000'));
    variants.push(await begin({ server: server.url, name: 'before', only: before, role: undefined }));
    variants.push(await begin({ server: server.url, name: 'bypassed', only: all, role: undefined }));
    variants.push(await begin({ server: server.url, name: 'secured', only: all, role: 'patchbay_app' }));
    return await measured(variants);
  } finally {
    for (const { pool } of variants) await pool.end();
    await server.stop();
  }
}

async function measured(variants: readonly Variant[]): Promise<SecurityCost[]> {
  const costs: SecurityCost[] = [];
  for (const [what, work] of works) {
    // Reads were statements before, and are functions now.
    const able = what.startsWith('commit') ? variants : variants.slice(1);
    const times = new Map(able.map(({ name }) => [name, [] as number[]]));
    for (let round = -1; round < ROUNDS; round++)
      for (const variant of round % 2 === 0 ? able : able.toReversed()) {
        const us = await work(variant);
        if (round >= 0) times.get(variant.name)?.push(us);
      }
    const first = lowerQuartile([...times.values()][0] ?? []);
    costs.push({
      what,
      byVariant: [...times].map(([name, us]) => ({ name, us: lowerQuartile(us), ofFirst: lowerQuartile(us) / first })),
    });
  }
  return costs;
}

async function begin(options: {
  server: string;
  name: string;
  only: string[];
  role: string | undefined;
}): Promise<Variant> {
  const { server, name, only, role } = options;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE scale_${name}`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/scale_${name}`;
  await migrate({ url: url.href, only });
  const pool = new pg.Pool({
    connectionString: url.href,
    max: 1,
    idleTimeoutMillis: 0,
    ...(role === undefined ? {} : { options: `-c role=${role}` }),
  });
  const hot = new HotPool({ pool, walls: { app: role === undefined ? 'none' : 'connection', worker: true } });
  const store = new ConversationStore(hot);
  for (let conversation = 0; conversation < 300; conversation++) {
    const conversationId = v7();
    for (let turn = 1; turn <= 5; turn++) await store.settle(settlement({ conversationId, turn, model: true }));
  }
  const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query('ANALYZE');
  await client.query(`INSERT INTO workspace (id, key, name) VALUES ($1, 'w', 'w')`, [workspaceId]);
  await client.end();
  return { name, pool, pid: rows[0]?.pid ?? 0, store, records: new ConversationRecordStore(hot) };
}
