import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { firstIdAt, timeOfId } from '../retention/id-time.ts';
import { DAY_MS, nextPeriod, type Period } from '../retention/periods.ts';
import { carriedOver } from './carried-over.ts';
import { withinAMoment } from './within-a-moment.ts';

/** The first partition takes what comes for so long at least: until the first job has made others, and no replica of the release before is left. */
const FIRST_MS = 3 * DAY_MS;
const CHECK_VIOLATION = '23514';

export interface PartitionedHotTable {
  runner: QueryRunner;
  table: string;
  /** UUIDv7, and part of the primary key. */
  column: string;
  /** Last column of the primary key. */
  key: string;
  /** Where the first partition ends: with one of these. */
  period: Period;
}

/**
 * Makes a table the first partition of a new one that takes its name, with another for the rest. Its rows are looked through first, beside running turns; the change
 * itself takes a lock for some milliseconds, and gives up and tries again rather than wait for it.
 */
export async function partitionTable(options: PartitionedHotTable): Promise<void> {
  const { runner, table } = options;
  const [found] = await runner.query(`SELECT relkind = 'p' AS done FROM pg_class WHERE oid = to_regclass($1)`, [
    `public.${table}`,
  ]);
  if (found.done) return;
  const until = await boundOf(options);
  await withinAMoment({ runner, table, sql: await swap({ ...options, until }) });
}

// The smallest id that the first partition does not take. A constraint says so, which is checked without holding turns up, and which ATTACH then believes.
async function boundOf({ runner, table, column, period }: PartitionedHotTable): Promise<string> {
  let fromMs = Date.now() + FIRST_MS;
  for (;;) {
    const until = firstIdAt(nextPeriod({ ms: fromMs, period }));
    const sql = `ALTER TABLE public.${table} DROP CONSTRAINT IF EXISTS first_partition,
      ADD CONSTRAINT first_partition CHECK (${column} < '${until}') NOT VALID`;
    await withinAMoment({ runner, table, sql });
    try {
      await runner.query(`ALTER TABLE public.${table} VALIDATE CONSTRAINT first_partition`);
      return until;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === CHECK_VIOLATION)) throw error;
    }
    // A clock was far ahead once, or rows were made by hand: they all stay in the first partition.
    await withinAMoment({ runner, table, sql: `ALTER TABLE public.${table} DROP CONSTRAINT first_partition` });
    const [last] = await runner.query(`SELECT ${column} AS id FROM public.${table} ORDER BY ${column} DESC LIMIT 1`);
    fromMs = timeOfId(last.id) + FIRST_MS;
    await sleep(0);
  }
}

async function swap({ runner, table, column, key, until }: PartitionedHotTable & { until: string }): Promise<string> {
  return `ALTER TABLE public.${table} RENAME TO ${table}_first;
    ALTER INDEX public.${table}_pkey RENAME TO ${table}_first_pkey;
    CREATE TABLE public.${table} (LIKE public.${table}_first INCLUDING DEFAULTS INCLUDING STORAGE INCLUDING COMPRESSION,
      CONSTRAINT ${table}_pkey PRIMARY KEY (workspace_id, conversation_id, ${key})) PARTITION BY RANGE (${column});
    ALTER TABLE public.${table} ATTACH PARTITION public.${table}_first FOR VALUES FROM (MINVALUE) TO ('${until}');
    ALTER TABLE public.${table}_first DROP CONSTRAINT first_partition;
    CREATE TABLE public.${table}_rest PARTITION OF public.${table} DEFAULT;
    ${await carriedOver({ runner, table })}`;
}
