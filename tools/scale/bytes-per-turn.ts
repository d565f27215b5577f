import { ConversationStore, HotPool, migrate, TraceStore } from '@patchbay/db';
import { startTestPostgres } from '@patchbay/embedded-postgres';
import pg from 'pg';
import { v7 } from 'uuid';
import { settlement, workspaceId } from './partition-cost.ts';

export interface SizeOfTable {
  table: string;
  rowsPerTurn: number;
  /** Of rows, what is stored apart, and indexes. */
  bytesPerTurn: number;
  indexBytesPerTurn: number;
}

export interface SizesPerTurn {
  tables: SizeOfTable[];
  /** Written to the log of the database, which replicas and archives are fed with. */
  walBytesPerTurn: number;
  bytesPerTurn: number;
}

/** What a turn leaves in a real database, by table: so many conversations with so many turns each, one in three of a model. */
export async function bytesPerTurn({
  conversations,
  turns,
}: {
  conversations: number;
  turns: number;
}): Promise<SizesPerTurn> {
  const server = await startTestPostgres({ settings: { full_page_writes: 'on', wal_level: 'replica' } });
  const pool = new pg.Pool({ connectionString: server.url, max: 4 });
  try {
    await migrate({ url: server.url });
    const hot = new HotPool({ pool, walls: { app: 'none', worker: true } });
    const [store, traces] = [new ConversationStore(hot), new TraceStore(hot)];
    const before = await sizes(pool);
    const from = await lsn(pool);
    for (let at = 0; at < conversations; at++) {
      const conversationId = v7();
      for (let turn = 1; turn <= turns; turn++) {
        const written = settlement({ conversationId, turn, model: turn % 3 === 0 });
        await store.settle(written);
        await traces.write([
          {
            ...{ workspaceId, conversationId, runId: v7(), turnId: written.turn?.id ?? null, atMs: Date.now() },
            steps: JSON.stringify(Array.from({ length: 4 }, (_, step) => traceStep(step))),
          },
        ]);
      }
    }
    const wal = await pool.query<{ bytes: string }>('SELECT pg_current_wal_lsn() - $1::pg_lsn AS bytes', [from]);
    await pool.query('VACUUM');
    const after = await sizes(pool);
    const count = conversations * turns;
    const tables = after.map((table) => {
      const was = before.find(({ name }) => name === table.name);
      return {
        table: table.name,
        rowsPerTurn: (table.rows - (was?.rows ?? 0)) / count,
        bytesPerTurn: (table.bytes - (was?.bytes ?? 0)) / count,
        indexBytesPerTurn: (table.index - (was?.index ?? 0)) / count,
      };
    });
    return {
      tables: tables.filter(({ bytesPerTurn: bytes }) => bytes > 0),
      walBytesPerTurn: Number(wal.rows[0]?.bytes) / count,
      bytesPerTurn: tables.reduce((sum, { bytesPerTurn: bytes }) => sum + bytes, 0),
    };
  } finally {
    await pool.end();
    await server.stop();
  }
}

function traceStep(step: number): object {
  return {
    ...{ flow: 'laptop', node: `step-${step}`, type: 'message', outlet: 'next', elapsedMs: 1.5 },
    input: { text: 'My laptop does not find the printer on the third floor.' },
    output: { text: 'Which floor do you sit on, and what is the name on the printer?' },
  };
}

async function lsn(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn');
  return rows[0]?.lsn ?? '0/0';
}

async function sizes(pool: pg.Pool): Promise<{ name: string; rows: number; bytes: number; index: number }[]> {
  const { rows } = await pool.query(
    `SELECT t.name, (xpath('//c/text()', query_to_xml('SELECT count(*) AS c FROM ' || t.name, false, false, '')))[1]::text::int AS rows,
      sum(pg_total_relation_size(p.oid))::float8 AS bytes, sum(pg_indexes_size(p.oid))::float8 AS index
    FROM unnest('{conversation,event,turn,usage,run_trace}'::text[]) AS t (name)
    JOIN pg_class p ON p.relkind = 'r' AND (p.oid = to_regclass(t.name)
      OR p.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = to_regclass(t.name)))
    GROUP BY t.name ORDER BY t.name`,
  );
  return rows;
}
