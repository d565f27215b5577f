import type { TestDatabase } from '@patchbay/db/testing';

// What a running process writes by itself.
const passingTables = ['session', 'job', 'replica', 'run_trace', 'shared_count'];
const passing = "- 'last_used_at' - 'last_seen_at' - 'updated_at'";

/** What stands in each table, as hashes: equal before and after means that nothing was changed. When a key or session was last used does not count. */
export async function databaseFingerprint(
  { dataSource }: TestDatabase,
  tables?: readonly string[],
): Promise<Record<string, string>> {
  const found: { name: string }[] = await dataSource.query(
    `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition
       AND relnamespace = 'public'::regnamespace ORDER BY relname`,
  );
  const names = found
    .map(({ name }) => name)
    .filter((name) => (tables ? tables.includes(name) : !passingTables.includes(name)));
  const prints: Record<string, string> = {};
  for (const name of names) {
    const [row]: { print: string }[] = await dataSource.query(
      `SELECT coalesce(md5(string_agg(line, '' ORDER BY line)), '') AS print
       FROM (SELECT (to_jsonb(t) ${passing})::text AS line FROM "${name}" t) AS lines`,
    );
    prints[name] = row?.print ?? '';
  }
  return prints;
}
