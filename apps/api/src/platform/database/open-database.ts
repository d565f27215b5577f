import path from 'node:path';
import type { Configuration } from '../../config/configuration.ts';

export interface OpenDatabase {
  url: string;
  /** Past a pooler, for migrations. */
  directUrl: string;
  stop(): Promise<void>;
}

/** The database that the configuration names, or the embedded one, started. */
export async function openDatabase({ database, dataDir }: Configuration): Promise<OpenDatabase> {
  if (database.kind === 'external')
    return { url: database.url, directUrl: database.directUrl, stop: () => Promise.resolve() };
  const { startEmbeddedPostgres } = await import('@patchbay/embedded-postgres');
  const { url, stop } = await startEmbeddedPostgres({
    directory: path.join(dataDir, 'postgres'),
    log: (text) => console.log(text),
  });
  return { url, directUrl: url, stop };
}
