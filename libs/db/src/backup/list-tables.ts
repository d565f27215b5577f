import type pg from 'pg';
import type { ArchivedTable } from './archive-format.ts';
import { MIGRATIONS_TABLE } from './applied-migrations.ts';
import { quoted } from './quoted.ts';

export interface TableInfo extends ArchivedTable {
  partitioned: boolean;
}

/** A foreign key whose table stands before the one that it refers to, because both refer to each other. */
export interface LateReference {
  table: string;
  constraint: string;
  deferrable: boolean;
  deferred: boolean;
}

interface Reference extends LateReference {
  target: string;
}

/** The product's tables with the columns that can be written, each after those that it refers to as far as that goes. A partitioned table is one table. */
export async function listTables(client: pg.Client): Promise<{ tables: TableInfo[]; late: LateReference[] }> {
  const { rows } = await client.query<TableInfo>(
    `SELECT c.relname AS name, c.relkind = 'p' AS partitioned,
            array(SELECT a.attname::text FROM pg_attribute a
                  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns
     FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> $1
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
     ORDER BY c.relname`,
    [MIGRATIONS_TABLE],
  );
  // What a partition refers to, its table refers to.
  const { rows: references } = await client.query<Reference>(
    `SELECT f.relname AS table, t.relname AS target, k.conname AS constraint, k.condeferrable AS deferrable, k.condeferred AS deferred
     FROM pg_constraint k
       JOIN pg_class f ON f.oid = coalesce(pg_partition_root(k.conrelid)::oid, k.conrelid)
       JOIN pg_class t ON t.oid = coalesce(pg_partition_root(k.confrelid)::oid, k.confrelid)
     WHERE k.contype = 'f' AND k.conparentid = 0 AND k.connamespace = 'public'::regnamespace AND f.oid <> t.oid
     ORDER BY k.conname`,
  );
  const tables = ordered({ tables: rows, references });
  const position = new Map(tables.map((table, index) => [table.name, index]));
  const late = references.filter(
    ({ table, target }) => (position.get(table) ?? 0) < (position.get(target) ?? Number.POSITIVE_INFINITY),
  );
  return { tables, late: late.filter(({ target }) => position.has(target)) };
}

/** What COPY and others put after FROM: partitions belong to their table, heirs do not. */
export function rowsOf({ name, partitioned }: TableInfo): string {
  return partitioned ? `public.${quoted(name)}` : `ONLY public.${quoted(name)}`;
}

// Depth first; a table that is met again on the way to itself is left for later.
function ordered({ tables, references }: { tables: TableInfo[]; references: Reference[] }): TableInfo[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const targets = Map.groupBy(references, ({ table }) => table);
  const order: TableInfo[] = [];
  const met = new Set<string>();
  const place = (table: TableInfo): void => {
    if (met.has(table.name)) return;
    met.add(table.name);
    for (const { target } of targets.get(table.name) ?? []) {
      const other = byName.get(target);
      if (other) place(other);
    }
    order.push(table);
  };
  for (const table of tables) place(table);
  return order;
}
