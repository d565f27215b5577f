import { isRecord } from '../is-record.ts';
import { type CredentialStore, isSecretName, MOST_SECRET_BYTES, type StoreRequest } from '../credential-store.ts';
import { KeptValues } from '../kept-values.ts';
import { missingSecret, refusedSecret } from '../store-failure.ts';
import { type VaultAnswer, vaultCall, type VaultHttp } from './vault-call.ts';
import { createVaultSession, type VaultSignIn } from './vault-session.ts';

export interface VaultStoreSettings {
  /** `https://vault.example.com:8200` */
  address: string;
  namespace?: string | undefined;
  signIn: VaultSignIn;
  /** Where the KV engine, version 2, is mounted. */
  mount: string;
  /** Path of a workspace's secrets there; `{workspace}` stands for its key. */
  path: string;
  /** How long a value counts before the vault is asked again. */
  cacheSeconds: number;
}

/** Entries that are kept in memory. */
const MOST_ENTRIES = 500;
/** How long the last value stands in while the vault is sealed or away. */
const STALE_MS = 600_000;
const FAILURE_MS = 2_000;

/** HashiCorp Vault, by its HTTP API: entries of a KV engine, version 2, beneath the path of the workspace that asks. */
export function createVaultStore({
  settings,
  http,
  warn,
}: {
  settings: VaultStoreSettings;
  http: VaultHttp;
  warn: (message: string) => void;
}): CredentialStore {
  const { address, namespace, signIn, cacheSeconds } = settings;
  const call = vaultCall({ http, address, namespace });
  const session = createVaultSession({ call, signIn, warn });
  const kept = new KeptValues<Record<string, unknown>>({
    freshMs: cacheSeconds * 1_000,
    staleMs: STALE_MS,
    failureMs: FAILURE_MS,
    most: MOST_ENTRIES,
  });

  async function entry({ path, shown }: { path: string; shown: string }): Promise<Record<string, unknown>> {
    const token = await session.token();
    let answer = await call({ method: 'GET', path, token });
    // The token may have been revoked before its time: once, with another.
    if (answer.status === 403 && session.refused(token))
      answer = await call({ method: 'GET', path, token: await session.token() });
    return dataOf({ answer, shown });
  }

  return {
    async read(request) {
      const { field } = request.reference;
      const { path, shown } = placeOf({ settings, request });
      const data = await kept.get({ key: path, ask: () => entry({ path, shown }) });
      const value = Object.hasOwn(data, field) ? data[field] : undefined;
      if (value === undefined) throw missingSecret(`The vault's entry ${shown} has no field "${field.slice(0, 100)}".`);
      if (typeof value !== 'string' || value === '')
        throw missingSecret(`The field "${field.slice(0, 100)}" of the vault's entry ${shown} is no text.`);
      if (Buffer.byteLength(value) > MOST_SECRET_BYTES)
        throw missingSecret(`The field "${field.slice(0, 100)}" of the vault's entry ${shown} is too large.`);
      return value;
    },
    close: () => session.close(),
  };
}

function placeOf({ settings, request }: { settings: VaultStoreSettings; request: StoreRequest }) {
  const { workspace, reference } = request;
  const { name, version } = reference;
  if (!isSecretName(name) || !isSecretName(workspace)) throw missingSecret('That is no name of a secret.');
  const inside = `${settings.path.replaceAll('{workspace}', workspace)}/${name}`;
  const path = inside.split('/').filter(Boolean).map(encodeURIComponent).join('/');
  const query = version === undefined ? '' : `?version=${version}`;
  const shown = `"${name}"${version === undefined ? '' : ` in version ${version}`}`;
  return { path: `${settings.mount}/data/${path}${query}`, shown };
}

function dataOf({ answer, shown }: { answer: VaultAnswer; shown: string }): Record<string, unknown> {
  const { status, body } = answer;
  const data = isRecord(body.data) ? body.data : {};
  const metadata = isRecord(data.metadata) ? data.metadata : {};
  if (status === 403) throw refusedSecret(`The vault does not give ${shown} to this installation.`);
  if (status === 404) {
    if (metadata.destroyed === true) throw missingSecret(`The vault's entry ${shown} was destroyed.`);
    if (typeof metadata.deletion_time === 'string' && metadata.deletion_time !== '')
      throw missingSecret(`The vault's entry ${shown} was deleted.`);
    throw missingSecret(`The vault has no entry ${shown}.`);
  }
  if (status !== 200 || !isRecord(data.data))
    throw refusedSecret(`The vault did not answer as a KV engine of version 2 does (${status}).`);
  return data.data;
}
