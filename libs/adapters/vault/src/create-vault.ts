import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { KeySource } from './key-source.ts';

/** Where a credential belongs, and which of those that stood there it is. What is sealed for one place and version opens at no other. */
export interface SealContext {
  workspace: string;
  row: string;
  field: string;
  /** Counts the changes of the row. */
  version: number;
}

export interface Vault {
  seal(options: { plaintext: string; context: SealContext }): string;
  /** Throws when the text was not sealed with a known key for this place and version, or was changed. */
  open(options: { sealed: string; context: SealContext }): string;
  /** The same credential under the current master key; undefined where it is already. Throws as `open` does. */
  rewrap(options: { sealed: string; context: SealContext }): string | undefined;
  /** A value that tells whether another start has the same key, and nothing of the key. */
  checkValue(): string;
  /** Whether it is that of a known key. */
  verifyCheckValue(value: string): boolean;
}

const VERSION = 'v2';
/** Sealed before the row's version was bound as well. Still opened, never written. */
const VERSION_BEFORE = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/**
 * Envelope encryption: each credential has a data key of its own, wrapped by the master key; both AES-256-GCM, both bound to workspace, row, field and
 * version. A sealed text is `v2.<id of the master key>.<wrapped key>.<ciphertext>`.
 */
export function createVault({ keys: source }: { keys: KeySource }): Vault {
  const current = () => {
    source.refresh();
    const [first] = source.keys();
    if (!first) throw new Error('There is no master key.');
    return first;
  };
  const find = (id: string) => {
    const known = () => source.keys().find((key) => idOf(key) === id);
    const found = known();
    if (found) return found;
    source.refresh();
    return known();
  };

  function unwrap({ sealed, context }: { sealed: string; context: SealContext }) {
    const [version = '', id = '', wrapped = '', body = '', ...more] = sealed.split('.');
    if ((version !== VERSION && version !== VERSION_BEFORE) || more.length > 0)
      throw new Error('The sealed credential has an unknown format.');
    const masterKey = find(id);
    if (!masterKey) throw new Error('The credential was sealed with another master key.');
    const bound = boundTo({ version, context });
    return { version, id, body, bound, dataKey: decrypt({ key: masterKey, sealed: wrapped, bound }) };
  }

  const vault: Vault = {
    seal({ plaintext, context }) {
      const masterKey = current();
      const dataKey = randomBytes(KEY_BYTES);
      const bound = boundTo({ version: VERSION, context });
      const wrapped = encrypt({ key: masterKey, plaintext: dataKey, bound });
      const body = encrypt({ key: dataKey, plaintext: Buffer.from(plaintext), bound });
      return [VERSION, idOf(masterKey), wrapped, body].join('.');
    },
    open(options) {
      const { dataKey, body, bound } = unwrap(options);
      return decrypt({ key: dataKey, sealed: body, bound }).toString();
    },
    rewrap(options) {
      const masterKey = current();
      const { version, id, body, bound, dataKey } = unwrap(options);
      if (version !== VERSION) return vault.seal({ plaintext: vault.open(options), context: options.context });
      if (id === idOf(masterKey)) return undefined;
      return [VERSION, idOf(masterKey), encrypt({ key: masterKey, plaintext: dataKey, bound }), body].join('.');
    },
    checkValue: () => checkValueOf(current()),
    verifyCheckValue(value) {
      source.refresh();
      return source.keys().some((key) => equal(checkValueOf(key), value));
    },
  };
  return vault;
}

function idOf(masterKey: Buffer): string {
  return createHash('sha256').update('patchbay key id').update(masterKey).digest('base64url').slice(0, 8);
}

function checkValueOf(masterKey: Buffer): string {
  return createHmac('sha256', masterKey).update('patchbay master key check').digest('base64url');
}

function equal(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}

// As JSON: no two places give the same bytes, whatever their names hold.
function boundTo({ version, context }: { version: string; context: SealContext }): Buffer {
  const { workspace, row, field } = context;
  const place = [version, workspace, row, field];
  return Buffer.from(JSON.stringify(version === VERSION ? [...place, context.version] : place));
}

function encrypt({ key, plaintext, bound }: { key: Buffer; plaintext: Buffer; bound: Buffer }): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound);
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

function decrypt({ key, sealed, bound }: { key: Buffer; sealed: string; bound: Buffer }): Buffer {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error('The sealed credential is cut short.');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(bound).setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES)), decipher.final()]);
}
