import { setTimeout as sleep } from 'node:timers/promises';
import { quoted } from '../backup/quoted.ts';
import type { HotPool } from '../hot-pool.ts';
import { firstIdAt, timeOfId } from './id-time.ts';
import { type PartitionedTable, restOf } from './partitioned-tables.ts';
import type { TimeRange } from './planned-partitions.ts';

export interface Partition extends TimeRange {
  table: PartitionedTable;
  name: string;
  /** Size of its rows alone. */
  bytes: number;
}

/** `busy`: somebody holds a lock that it would have to wait for; try again later. `refused`: the partition for the rest holds rows of that range. */
export type PartitionOutcome = 'done' | 'busy' | 'refused';

/** Who asks for a table while a lock on it is waited for waits behind it: no longer than this. */
const LOCK_TIMEOUT = `SET LOCAL lock_timeout = '100ms'`;
/** So much is looked through in a moment. */
const SMALL_BYTES = 4 * 1024 * 1024;
const LOCK_NOT_AVAILABLE = '55P03';
const CHECK_VIOLATION = '23514';

/** Partitions of the hot tables. Each text of several statements is one transaction; none of them leaves anything behind in its session. */
export class PartitionStore {
  readonly #pool: HotPool;

  constructor(pool: HotPool) {
    this.#pool = pool;
  }

  /** Oldest first, without the one for the rest. */
  async list(table: PartitionedTable): Promise<Partition[]> {
    const { rows } = await this.#pool.query<{ name: string; bound: string; bytes: string }>({
      text: `SELECT p.relname AS name, pg_get_expr(p.relpartbound, p.oid) AS bound, pg_relation_size(p.oid) AS bytes
        FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhrelid WHERE i.inhparent = to_regclass($1)`,
      values: [`public.${table.name}`],
    });
    const partitions = rows.flatMap(({ name, bound, bytes }) => {
      const range = rangeOf(bound);
      return range ? [{ table, name, bytes: Number(bytes), ...range }] : [];
    });
    return partitions.sort((a, b) => a.fromMs - b.fromMs);
  }

  /** Takes back what a process left behind that died while it made one: in time it would refuse rows. */
  async mend(table: PartitionedTable): Promise<void> {
    const { rowCount } = await this.#pool.query({
      text: `SELECT FROM pg_constraint WHERE conrelid = to_regclass($1) AND conname = 'elsewhere'`,
      values: [`public.${restOf(table)}`],
    });
    if (rowCount) await this.#untilDone(forget(table));
  }

  /** Makes one, apart, and attaches it: who reads or writes the table does not wait. */
  async add({ table, range }: { table: PartitionedTable; range: TimeRange }): Promise<PartitionOutcome> {
    const { name, column } = table;
    const { rows } = await this.#pool.query<{ secured: boolean; rest: string }>({
      text: `SELECT relrowsecurity AS secured, pg_relation_size(to_regclass($2)) AS rest FROM pg_class WHERE oid = to_regclass($1)`,
      values: [`public.${name}`, `public.${restOf(table)}`],
    });
    const [from, to] = [`'${firstIdAt(range.fromMs)}'`, `'${firstIdAt(range.toMs)}'`];
    const made = quoted(`${name}_p${new Date(range.fromMs).toISOString().slice(0, 10).replaceAll('-', '')}`);
    const attach = `${LOCK_TIMEOUT}; CREATE TABLE public.${made} (LIKE public.${quoted(name)} INCLUDING ALL);
      ${rows[0]?.secured ? `ALTER TABLE public.${made} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;` : ''}
      ALTER TABLE public.${quoted(name)} ATTACH PARTITION public.${made} FOR VALUES FROM (${from}) TO (${to})`;
    if (Number(rows[0]?.rest) < SMALL_BYTES) return this.#tried([attach]);
    // ATTACH looks through the rest for rows of the range, under a lock. They are looked for before, without one; then it believes the constraint.
    const rest = `public.${quoted(restOf(table))}`;
    const outcome = await this.#tried([
      `${forget(table)}, ADD CONSTRAINT elsewhere CHECK (${column} < ${from} OR ${column} >= ${to}) NOT VALID`,
      `ALTER TABLE ${rest} VALIDATE CONSTRAINT elsewhere`,
      `${attach}; ALTER TABLE ${rest} DROP CONSTRAINT elsewhere`,
    ]);
    if (outcome !== 'done') await this.#untilDone(forget(table));
    return outcome;
  }

  /** Drops one with all its rows. Locks the table for as long as its entries in the catalogue take; files are removed after that. */
  drop(partition: Partition): Promise<PartitionOutcome> {
    return this.#tried([`${LOCK_TIMEOUT}; DROP TABLE public.${quoted(partition.name)}`]);
  }

  async #untilDone(step: string): Promise<void> {
    while ((await this.#tried([step])) !== 'done') await sleep(1_000);
  }

  async #tried(steps: readonly string[]): Promise<PartitionOutcome> {
    try {
      for (const step of steps) await this.#pool.asOwner(step);
      return 'done';
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === LOCK_NOT_AVAILABLE) return 'busy';
      if (code === CHECK_VIOLATION) return 'refused';
      throw error;
    }
  }
}

function forget(table: PartitionedTable): string {
  return `${LOCK_TIMEOUT}; ALTER TABLE public.${quoted(restOf(table))} DROP CONSTRAINT IF EXISTS elsewhere`;
}

/** Undefined for the one of the rest. */
function rangeOf(bound: string): TimeRange | undefined {
  const parts = /FROM \((?:MINVALUE|'([0-9a-f-]{36})')\) TO \('([0-9a-f-]{36})'\)/.exec(bound);
  const [, from, to] = parts ?? [];
  if (to === undefined) return undefined;
  return { fromMs: from === undefined ? Number.NEGATIVE_INFINITY : timeOfId(from), toMs: timeOfId(to) };
}
