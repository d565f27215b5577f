import type pg from 'pg';

export const MIGRATIONS_TABLE = 'schema_migration';

/** Names of the migrations that a database had, in their order; none when it is new. */
export async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public.${MIGRATIONS_TABLE}') IS NOT NULL AS there`,
  );
  if (!found[0]?.there) return [];
  const { rows } = await client.query<{ name: string }>(`SELECT name FROM public.${MIGRATIONS_TABLE} ORDER BY id`);
  return rows.map((row) => row.name);
}
