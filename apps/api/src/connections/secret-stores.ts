import type { SecretReference, SecretStoreName } from '@patchbay/api-contract';
import type { WorkspaceRepository } from '@patchbay/db';
import { NodeError } from '@patchbay/node-kit';
import { type CredentialStore, isSecretName } from '@patchbay/vault';
import { LeastRecent } from '../conversations/least-recent.ts';
import type { Issue } from '../platform/http/problem-error.ts';

export type SecretStoreMap = Partial<Record<SecretStoreName, CredentialStore>>;

const MOST_WORKSPACES = 2_000;

/** The stores outside in which an operator keeps secrets. A workspace reaches what is kept for it alone. */
export class SecretStores {
  readonly #stores: SecretStoreMap;
  readonly #repository: Pick<WorkspaceRepository, 'keyOfWorkspace'>;
  readonly #keys = new LeastRecent<string>(MOST_WORKSPACES);

  constructor({
    stores,
    repository,
  }: {
    stores: SecretStoreMap;
    repository: Pick<WorkspaceRepository, 'keyOfWorkspace'>;
  }) {
    this.#stores = stores;
    this.#repository = repository;
  }

  names(): SecretStoreName[] {
    return (['environment', 'file', 'vault'] as const).filter((name) => this.#stores[name] !== undefined);
  }

  /** What is wrong with a reference, by its path. Whether the store has it is seen when it is used. */
  issues({ reference, path }: { reference: SecretReference; path: string }): Issue[] {
    const { store, name, field, version } = reference;
    const found: Issue[] = [];
    if (!this.#stores[store])
      found.push({ path: `${path}.store`, code: 'unknown_store', message: 'This installation has no such store.' });
    if (!isSecretName(name))
      found.push({
        path: `${path}.name`,
        code: 'invalid_name',
        message: 'A name is of letters, digits, ".", "_" and "-", in parts parted by "/".',
      });
    if (store === 'vault') return found;
    for (const [key, value] of Object.entries({ field, version }))
      if (value !== undefined)
        found.push({
          path: `${path}.${key}`,
          code: 'unknown_field',
          message: `Only entries of a vault have a ${key}.`,
        });
    return found;
  }

  /** Throws `NodeError` `connection.*` naming the connection and the secret. */
  async read({
    workspaceId,
    connection,
    secret,
    reference,
  }: {
    workspaceId: string;
    connection: string;
    secret: string;
    reference: SecretReference;
  }): Promise<string> {
    try {
      const store = this.#stores[reference.store];
      if (!store)
        throw new NodeError({
          code: 'connection.store_unavailable',
          message: `This installation no longer has the store "${reference.store}".`,
        });
      const { name, field = secret, version } = reference;
      return await store.read({ workspace: await this.#keyOf(workspaceId), reference: { name, field, version } });
    } catch (error) {
      if (!(error instanceof NodeError)) throw error;
      const { code, fault, retryable, message } = error;
      throw new NodeError({
        code,
        fault,
        retryable,
        message: `The secret "${secret}" of the connection "${connection}": ${message}`,
      });
    }
  }

  onModuleDestroy(): void {
    for (const store of Object.values(this.#stores)) store.close?.();
  }

  // Keys never change.
  async #keyOf(workspaceId: string): Promise<string> {
    const known = this.#keys.get(workspaceId);
    if (known !== undefined) return known;
    const key = await this.#repository.keyOfWorkspace(workspaceId);
    this.#keys.set(workspaceId, key);
    return key;
  }
}
