import path from 'node:path';
import type { VaultStoreSettings } from '@patchbay/vault';
import type { Environment } from './environment.ts';

/** Where operators keep secrets for workspaces, outside of the database. */
export interface SecretStoreSettings {
  /** Those of the process whose names begin with `PATCHBAY_SECRET__`. */
  variables: Readonly<Record<string, string | undefined>>;
  directory: string | undefined;
  vault: VaultStoreSettings | undefined;
}

export function secretStoreSettings({
  environment,
  variables,
}: {
  environment: Environment;
  variables: Readonly<Record<string, string | undefined>>;
}): SecretStoreSettings {
  const { PATCHBAY_SECRETS_DIR: directory } = environment;
  return {
    variables: Object.fromEntries(Object.entries(variables).filter(([name]) => name.startsWith('PATCHBAY_SECRET__'))),
    directory: directory === undefined ? undefined : path.resolve(directory),
    vault: vaultOf(environment),
  };
}

/** Throws an Error naming the variables that do not fit together. */
function vaultOf(environment: Environment): VaultStoreSettings | undefined {
  const {
    PATCHBAY_VAULT_ADDRESS: address,
    PATCHBAY_VAULT_TOKEN: token,
    PATCHBAY_VAULT_ROLE_ID: roleId,
    PATCHBAY_VAULT_SECRET_ID: secretId,
  } = environment;
  if (!address) {
    if (token || roleId || secretId) throw new Error('A sign-in to a vault is set without PATCHBAY_VAULT_ADDRESS.');
    return undefined;
  }
  const byRole = roleId !== undefined && secretId !== undefined;
  if ((token !== undefined) === byRole || (roleId === undefined) !== (secretId === undefined))
    throw new Error(
      'PATCHBAY_VAULT_ADDRESS needs either PATCHBAY_VAULT_TOKEN or PATCHBAY_VAULT_ROLE_ID with PATCHBAY_VAULT_SECRET_ID.',
    );
  return {
    address,
    namespace: environment.PATCHBAY_VAULT_NAMESPACE,
    signIn: byRole
      ? { method: 'approle', mount: environment.PATCHBAY_VAULT_APPROLE_MOUNT, roleId, secretId }
      : { method: 'token', token: token ?? '' },
    mount: environment.PATCHBAY_VAULT_MOUNT,
    path: environment.PATCHBAY_VAULT_PATH,
    cacheSeconds: environment.PATCHBAY_VAULT_CACHE_SECONDS,
  };
}
