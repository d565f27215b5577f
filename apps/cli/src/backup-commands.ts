import { backupDatabase, migrate, restoreDatabase } from '@patchbay/db';
import { PRODUCT_VERSION } from '@patchbay/flow-spec';
import type { Configuration } from '@patchbay/api/configuration';
import { withDatabase } from './with-database.ts';

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
  return withDatabase(configuration, async (url) => {
    const { rows } = await restoreDatabase({
      url,
      file,
      force,
      migrate: async (target) => void (await migrate({ url: target })),
    });
    console.log(`${rows} rows were restored.`);
    return 0;
  });
}
