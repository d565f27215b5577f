import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { createDataSource, type PatchbayDataSource } from '../data-source.ts';
import { migrate } from '../migrate.ts';
import { durableRuns } from '../migrations/durable-runs.ts';
import { initialAccounts } from '../migrations/initial-accounts.ts';
import { initialConversations } from '../migrations/initial-conversations.ts';
import { initialFlows } from '../migrations/initial-flows.ts';
import { initialFunctions } from '../migrations/initial-functions.ts';
import { workspaceCommits } from '../migrations/workspace-commits.ts';
import { workspaceReads } from '../migrations/workspace-reads.ts';
import { policiesOf } from '../walls/policies.ts';
import { migrations } from '../migrations/migrations.ts';

export interface TestDatabase {
  url: string;
  /** As the superuser, who sees everything. */
  dataSource: PatchbayDataSource;
  /** Closes the data source and drops the database. */
  drop(): Promise<void>;
}

/**
 * An own migrated database for a test file, cloned from a template that is migrated once a server and state of the migrations. The server is that of
 * `PATCHBAY_TEST_POSTGRES_URL` (as superuser), else one is started and stopped with the database.
 */
export async function createTestDatabase({ poolSize = 8 }: { poolSize?: number } = {}): Promise<TestDatabase> {
  const server = await findServer();
  const template = await ensureTemplate(server.url);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(server.url, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  const url = withDatabase({ url: server.url, name });
  const dataSource = createDataSource({ url, poolSize, applicationName: 'patchbay-test', connectMs: 60_000 });
  await dataSource.initialize();
  return {
    url,
    dataSource,
    async drop() {
      if (dataSource.isInitialized) await dataSource.destroy();
      await asAdministrator(server.url, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
      await server.stop();
    },
  };
}

async function findServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const url = process.env.PATCHBAY_TEST_POSTGRES_URL;
  if (url) return { url, stop: () => Promise.resolve() };
  const { startTestPostgres } = await import('@patchbay/embedded-postgres');
  return startTestPostgres();
}

// CREATE DATABASE … TEMPLATE refuses while somebody is connected to the template, so it is made under a lock and nobody connects to it afterwards.
async function ensureTemplate(url: string): Promise<string> {
  const name = `template_${schemaHash()}`;
  await asAdministrator(url, async (client) => {
    await client.query('SELECT pg_advisory_lock(7242158004)');
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [name]);
    if (rowCount) return;
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name}`);
    await migrate({ url: withDatabase({ url, name }) });
    await client.query(`ALTER DATABASE ${name} IS_TEMPLATE true`);
  });
  return name;
}

function schemaHash(): string {
  const hash = createHash('sha256');
  for (const migration of migrations) hash.update(`${migration.name}\n${migration.prototype.up.toString()}`);
  for (const sql of [initialAccounts, initialFlows, initialConversations, initialFunctions, durableRuns])
    hash.update(sql);
  for (const sql of [workspaceCommits, workspaceReads, policiesOf.toString()]) hash.update(sql);
  return hash.digest('hex').slice(0, 16);
}

async function asAdministrator<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: withDatabase({ url, name: 'postgres' }) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase({ url, name }: { url: string; name: string }): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
