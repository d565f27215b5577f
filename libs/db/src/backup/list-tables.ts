import type pg from 'pg';

export interface TableInfo {
  name: string;
  columns: string[];
}

const MIGRATIONS = 'schema_migration';

/** The product's tables with the columns that can be written, each after those that it refers to. */
export async function listTables(client: pg.Client): Promise<TableInfo[]> {
  const { rows: columns } = await client.query<{ table: string; column: string }>(
    `SELECT c.relname AS table, a.attname AS column
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
       AND a.attgenerated = '' AND c.relname <> $1
     ORDER BY c.relname, a.attnum`,
    [MIGRATIONS],
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `SELECT DISTINCT f.relname AS from, t.relname AS to FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
     WHERE k.contype = 'f' AND k.conrelid <> k.confrelid AND k.connamespace = 'public'::regnamespace`,
  );
  const tables = new Map<string, TableInfo>();
  for (const { table, column } of columns) {
    const known = tables.get(table);
    if (known) known.columns.push(column);
    else tables.set(table, { name: table, columns: [column] });
  }
  const ordered: TableInfo[] = [];
  const placed = new Set<string>();
  const place = (table: TableInfo, above: Set<string>): void => {
    if (placed.has(table.name) || above.has(table.name)) return;
    for (const { from, to } of references) {
      const other = from === table.name ? tables.get(to) : undefined;
      if (other) place(other, new Set([...above, table.name]));
    }
    placed.add(table.name);
    ordered.push(table);
  };
  for (const table of tables.values()) place(table, new Set());
  return ordered;
}

export async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const { rows: known } = await client.query<{ there: string | null }>(
    "SELECT to_regclass('public.schema_migration')::text AS there",
  );
  if (!known[0]?.there) return [];
  const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${MIGRATIONS} ORDER BY id`);
  return rows.map((row) => row.name);
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
