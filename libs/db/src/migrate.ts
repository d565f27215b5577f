import { createDataSource } from './data-source.ts';

/** Held while migrations run, so that several processes that start at once take turns. The number is arbitrary but fixed. */
const MIGRATION_LOCK = 7_242_158_003;

/** Brings the schema to this release's; gives the names of the migrations that ran. Needs a direct connection, not one through a pooler in transaction mode. */
export async function migrate({ url }: { url: string }): Promise<string[]> {
  const dataSource = createDataSource({ url, poolSize: 2, applicationName: 'patchbay-migrate' });
  await dataSource.initialize();
  const guard = dataSource.createQueryRunner();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await dataSource.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  } finally {
    await guard.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await guard.release();
    await dataSource.destroy();
  }
}
