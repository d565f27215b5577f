import { backupDatabase, migrate, restoreDatabase } from '@patchbay/db';
import { PRODUCT_VERSION } from '@patchbay/flow-spec';
import { runningEmbeddedPostgres } from '@patchbay/embedded-postgres';
import type { Configuration } from '@patchbay/api/configuration';
import { postgresFolder, withDatabase } from './with-database.ts';

export function backup({ configuration, file }: { configuration: Configuration; file: string }): Promise<number> {
  return withDatabase(configuration, async (url) => {
    const { rows } = await backupDatabase({ url, file, product: PRODUCT_VERSION });
    console.log(
      `${rows} rows are in ${file}. Keep the master key (${configuration.masterKey ? 'PATCHBAY_MASTER_KEY' : 'the file master-key of the data directory'}) with it: without it, credentials cannot be opened.`,
    );
    return 0;
  });
}

export function restore({
  configuration,
  file,
  force,
}: {
  configuration: Configuration;
  file: string;
  force: boolean;
}): Promise<number> {
  // A process that runs remembers flows and conversations that would no longer be there.
  if (
    configuration.database.kind === 'embedded' &&
    runningEmbeddedPostgres({ directory: postgresFolder(configuration) })
  )
    throw new Error('Patchbay is running. Stop it and try again; nothing was changed.');
  return withDatabase(configuration, async (url) => {
    const { rows } = await restoreDatabase({
      url,
      file,
      force,
      migrate: async (target, only) => void (await migrate({ url: target, only })),
    });
    console.log(`${rows} rows were restored.`);
    return 0;
  });
}
