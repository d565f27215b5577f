import { AccountsRepository, createDataSource, migrate, TransactionRunner } from '@patchbay/db';
import { runningAddress } from '@patchbay/api/running-address';
import { newToken, tokenHash } from '@patchbay/api/secrets';
import type { Configuration } from '@patchbay/api/configuration';
import { withDatabase } from './with-database.ts';

const TOKEN_MS = 60 * 60_000;

/** Prints a one-time link that makes an administrator. Works while Patchbay runs and while it does not. */
export function resetAdministrator(configuration: Configuration): Promise<number> {
  return withDatabase(configuration, async (url) => {
    await migrate({ url });
    const dataSource = createDataSource({ url, poolSize: 1, applicationName: 'patchbay-cli' });
    await dataSource.initialize();
    try {
      const token = newToken();
      await new AccountsRepository(new TransactionRunner(dataSource)).addSetupToken({
        tokenHash: tokenHash(token),
        purpose: 'reset',
        expiresAt: new Date(Date.now() + TOKEN_MS),
      });
      const origin =
        configuration.publicUrl ?? runningAddress(configuration) ?? `http://localhost:${configuration.port}`;
      console.log(`Open this within an hour, while Patchbay runs:\n${origin}/setup#token=${token}`);
      return 0;
    } finally {
      await dataSource.destroy();
    }
  });
}
