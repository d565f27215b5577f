import path from 'node:path';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '@patchbay/embedded-postgres';
import type { Configuration } from '@patchbay/api/configuration';

/** Works on the configured database: that of DATABASE_URL, the embedded one of a running Patchbay, or else the embedded one started for as long as it takes. */
export async function withDatabase<Result>(
  configuration: Configuration,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  const { database } = configuration;
  if (database.kind === 'external') return work(database.directUrl);
  const directory = postgresFolder(configuration);
  const running = runningEmbeddedPostgres({ directory });
  if (running !== undefined) return work(running);
  const started = await startEmbeddedPostgres({ directory });
  try {
    return await work(started.url);
  } finally {
    await started.stop();
  }
}

/** Where the embedded database lies. */
export function postgresFolder({ dataDir }: Pick<Configuration, 'dataDir'>): string {
  return path.join(dataDir, 'postgres');
}
