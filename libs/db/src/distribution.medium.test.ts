import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from './testing.ts';

/** Tables that turns write, with the column that their rows would be distributed by beside the workspace. */
const hot: Record<string, string> = {
  conversation: 'id',
  ...Object.fromEntries(
    ['event', 'turn', 'usage', 'effect', 'timer', 'run_state', 'run_trace', 'turn_stop', 'conversation_file'].map(
      (name) => [name, 'conversation_id'],
    ),
  ),
};
/** Kept by the key of who opens, before there is a conversation: by workspace alone. */
const byWorkspace = ['opening'];

describe('tables that turns write', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('are all known here', async () => {
    const rows: { name: string }[] = await database.dataSource.query(
      `SELECT DISTINCT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attname = 'conversation_id' ORDER BY 1`,
    );
    const known = [...Object.keys(hot), ...byWorkspace].filter((name) => name !== 'conversation');
    expect(rows.map(({ name }) => name)).toEqual(known.sort());
  });

  // Citus, and whatever else spreads rows over machines, takes a unique key only when it holds the column that rows are spread by.
  it('have keys that begin with workspace and conversation, and no other unique key', async () => {
    const keys: { table: string; columns: string[] }[] = await database.dataSource.query(
      `SELECT c.relname AS table, array(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY AS k (n, at)
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.n ORDER BY k.at) AS columns
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
       WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition AND c.relname = ANY ($1)`,
      [Object.keys(hot)],
    );
    expect(keys.map(({ table }) => table).sort()).toEqual(Object.keys(hot).sort());
    for (const { table, columns } of keys)
      expect({ table, begins: columns.slice(0, 2) }).toEqual({ table, begins: ['workspace_id', hot[table]] });
  });

  it('refer to no other table, and none to them', async () => {
    const references = await database.dataSource.query(
      `SELECT conrelid::regclass::text AS from, confrelid::regclass::text AS to FROM pg_constraint
       WHERE contype = 'f' AND (conrelid = ANY ($1::text[]::regclass[]) OR confrelid = ANY ($1::text[]::regclass[]))`,
      [[...Object.keys(hot), ...byWorkspace]],
    );
    expect(references).toEqual([]);
  });

  it('are read by their key in what a turn asks, however long the conversation is', async () => {
    const run = (sql: string) => database.dataSource.query(sql);
    const [workspace, long] = ['00000000-0000-7000-8000-0000000000aa', '01990000-0000-7000-8000-0000000000bb'];
    await run(`INSERT INTO event (workspace_id, conversation_id, seq, episode, type, at, body)
      SELECT '${workspace}', '${long}', n, 1, 'message', now(), '{}' FROM generate_series(1, 5000) n`);
    await run('ANALYZE event');
    const where = `workspace_id = '${workspace}' AND conversation_id = '${long}'`;
    for (const [sql, most] of [
      [`SELECT body FROM event WHERE ${where} AND type = 'message' AND episode = 1 ORDER BY seq DESC LIMIT 20`, 20],
      [`SELECT body FROM event WHERE ${where} AND seq > 4990 ORDER BY seq LIMIT 100`, 10],
    ] as const) {
      const [row] = await run(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`);
      const plan = JSON.stringify(row['QUERY PLAN']);
      expect(plan).toMatch(/"Node Type":"Index (Only )?Scan"/);
      expect(plan).not.toMatch(/Seq Scan|"Sort"|Bitmap/);
      // Rows that the scan gave, and those that it looked at in vain.
      const scans = [...plan.matchAll(/"Actual Rows":([\d.]+)/g)].map(([, rows]) => Number(rows));
      expect(Math.max(...scans)).toBeLessThanOrEqual(most);
      expect(plan).not.toMatch(/"Rows Removed by Filter":[1-9]/);
    }
  });
});
