import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectDataSource, type PatchbayDataSource } from '@patchbay/db';
import { createTestDatabase, type TestDatabase } from '@patchbay/db/testing';
import { loadConfiguration } from '../config/configuration.ts';
import { type App, createApp } from '../create-app.ts';

export interface TestApp {
  url: string;
  app: App;
  database: TestDatabase;
  /** As the app is connected. */
  dataSource: PatchbayDataSource;
  /** Ends the app and drops its database. */
  stop(): Promise<void>;
}

/** The whole API on a database of its own, listening on a free port of loopback. Variables are those of the environment. */
export async function startTestApp({
  variables = {},
  webRoot,
  database: given,
}: {
  variables?: Record<string, string>;
  webRoot?: string;
  /** One that the caller drops; without it the app has its own. */
  database?: TestDatabase;
} = {}): Promise<TestApp> {
  const database = given ?? (await createTestDatabase());
  const dataDir = await mkdtemp(path.join(tmpdir(), 'patchbay-api-'));
  const configuration = loadConfiguration({
    PORT: '0',
    PATCHBAY_DATA_DIR: dataDir,
    PATCHBAY_LOG_LEVEL: process.env.PATCHBAY_LOG_LEVEL ?? 'silent',
    DATABASE_URL: database.url,
    // The same at each start, so that a second app opens what a first one sealed.
    PATCHBAY_MASTER_KEY: Buffer.alloc(32, 'test').toString('base64'),
    ...variables,
  });
  // As the product connects: in the app role, while the test's own statements see everything.
  const { preparedStatements } = configuration;
  const { url: databaseUrl, directUrl } =
    configuration.database.kind === 'external'
      ? configuration.database
      : { url: database.url, directUrl: database.url };
  const dataSource = await connectDataSource({
    ...{ url: databaseUrl, ownerUrl: directUrl, poolSize: 8, applicationName: 'patchbay-test-app', preparedStatements },
  });
  const app = await createApp({ configuration, dataSource, directUrl, webRoot: webRoot ?? dataDir });
  const url = await app.listen();
  return {
    url,
    app,
    database,
    dataSource,
    async stop() {
      await app.close({ deadlineMs: 2_000 });
      await dataSource.destroy();
      if (!given) await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
