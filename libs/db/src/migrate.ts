import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { createDataSource } from './data-source.ts';
import { migrations } from './migrations/migrations.ts';
import { OWNER_OPTIONS } from './walls/owner-client.ts';
import { secureTables } from './walls/secure-tables.ts';

/** Held while migrations run, so that several processes that start at once take turns. The number is arbitrary but fixed. */
const MIGRATION_LOCK = 7_242_158_003;

/** How often a process looks whether it is its turn. Milliseconds. */
const LOOK_MS = 100;
/** A pooler takes no options of the server. */
const POOLER_REFUSAL = '08P01';

export interface MigrateOptions {
  url: string;
  /** Names of the migrations that may run; all of this release without it. */
  only?: readonly string[] | undefined;
}

/** Names of this release's migrations, oldest first. */
export function migrationNames(): string[] {
  return migrations.map((one) => new one().name);
}

/** Brings the schema to this release's; gives the names of the migrations that ran. Needs a direct connection, not one through a pooler in transaction mode. */
export async function migrate({ url, only }: MigrateOptions): Promise<string[]> {
  const dataSource = createDataSource({
    url,
    poolSize: 2,
    applicationName: 'patchbay-migrate',
    serverOptions: OWNER_OPTIONS,
  });
  if (only) dataSource.setOptions({ migrations: migrations.filter((one) => only.includes(new one().name)) });
  await dataSource.initialize().catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === POOLER_REFUSAL)
      throw new Error(
        `Migrations need a connection past the pooler: set DATABASE_DIRECT_URL to the address of PostgreSQL itself. (${error.message})`,
      );
    throw error;
  });
  const guard = dataSource.createQueryRunner();
  try {
    await untilLocked(guard);
    const done = await dataSource.runMigrations({ transaction: 'each' });
    await secureTables(guard);
    return done.map((migration) => migration.name);
  } finally {
    await guard.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await guard.release();
    await dataSource.destroy();
  }
}

// A statement that waits for the lock would hold a snapshot meanwhile, for which CREATE INDEX CONCURRENTLY of the migrating process waits: both, for ever.
async function untilLocked(guard: QueryRunner): Promise<void> {
  for (;;) {
    const [row]: { locked: boolean }[] = await guard.query('SELECT pg_try_advisory_lock($1) AS locked', [
      MIGRATION_LOCK,
    ]);
    if (row?.locked) return;
    await sleep(LOOK_MS);
  }
}
