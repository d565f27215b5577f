import type { Configuration } from '@patchbay/api/configuration';
import { migrate, rewrapCredentials, setInstallationSetting } from '@patchbay/db';
import { addMasterKey, createVault, forgetOldMasterKeys, loadMasterKeys, type Vault } from '@patchbay/vault';
import { withDatabase } from './with-database.ts';

/** Seals all credentials with a new master key, or with the first of PATCHBAY_MASTER_KEY, while Patchbay runs. Safe to be broken off and begun again. */
export function rotateKeys(configuration: Configuration): Promise<number> {
  return withDatabase(configuration, async (url) => {
    await migrate({ url });
    const vault = openVault(configuration);
    if (configuration.masterKey === undefined) addMasterKey(configuration.dataDir);
    const { credentials, rewrapped, left } = await rewrapAll({ url, vault });
    console.log(`${credentials} credentials, ${rewrapped} of them moved to the new key.`);
    if (left > 0)
      console.log('A process still seals with an old key: run this again when all have their new PATCHBAY_MASTER_KEY.');
    console.log(
      configuration.masterKey === undefined
        ? 'The old key is kept behind it in the file master-key, for backups. `patchbay keys forget` removes it.'
        : 'Once every process runs with this PATCHBAY_MASTER_KEY, the keys behind the first are needed for older backups only.',
    );
    return 0;
  });
}

/** Removes the old keys from the key file, after making sure that nothing is sealed with them. */
export function forgetKeys(configuration: Configuration): Promise<number> {
  if (configuration.masterKey !== undefined)
    throw new Error('The keys are those of PATCHBAY_MASTER_KEY: take the old ones out there.');
  return withDatabase(configuration, async (url) => {
    const { left } = await rewrapAll({ url, vault: openVault(configuration) });
    if (left > 0) throw new Error('A process still seals with an old key. Nothing was forgotten.');
    const forgotten = forgetOldMasterKeys(configuration.dataDir);
    console.log(
      `${forgotten} old keys are forgotten. Backups from before their turn cannot open their credentials any more.`,
    );
    return 0;
  });
}

function openVault({ dataDir, masterKey }: Configuration): Vault {
  return createVault({ keys: loadMasterKeys({ dataDir, given: masterKey }) });
}

async function rewrapAll({ url, vault }: { url: string; vault: Vault }) {
  const done = await rewrapCredentials({
    url,
    rewrap: ({ workspaceId, key, revision, secrets }) =>
      vault.rewrap({
        sealed: secrets,
        context: { workspace: workspaceId, row: key, field: 'secrets', version: revision },
      }),
  });
  await setInstallationSetting({ url, key: 'master-key-check', value: vault.checkValue() });
  return done;
}
