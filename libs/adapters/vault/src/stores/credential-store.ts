/** Where a secret is kept outside: under which name, in which of its fields, and as which of its versions. */
export interface SecretReference {
  /** Segments of letters, digits, `.`, `_` and `-`, parted by `/`. */
  name: string;
  /** For stores whose entries have several. */
  field: string;
  /** Without it the newest. */
  version?: number | undefined;
}

export interface StoreRequest {
  /** Key of the workspace that asks: it reaches what is kept for it alone. */
  workspace: string;
  reference: SecretReference;
}

/** A place outside of the database in which an operator keeps secrets for workspaces. */
export interface CredentialStore {
  /** Throws `NodeError` `connection.secret_missing`, `connection.secret_refused` or `connection.store_unavailable`; no message holds a secret. */
  read(request: StoreRequest): Promise<string>;
  close?(): void;
}

export const MOST_SECRET_BYTES = 64_000;

/** Whether a name is one that a store may be asked for: it cannot leave the place of its workspace. */
export function isSecretName(name: string): boolean {
  const segments = name.split('/');
  return name.length <= 200 && segments.every((one) => /^[A-Za-z0-9._-]{1,100}$/.test(one) && !/^\.+$/.test(one));
}
