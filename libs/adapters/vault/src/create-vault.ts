import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Where a credential belongs. What is sealed for one place opens at no other. */
export interface SealContext {
  workspace: string;
  row: string;
  field: string;
}

export interface Vault {
  seal(options: { plaintext: string; context: SealContext }): string;
  /** Throws when the text was not sealed with this key for this place, or was changed. */
  open(options: { sealed: string; context: SealContext }): string;
  /** A value that tells whether another start has the same key, and nothing of the key. */
  checkValue(): string;
  verifyCheckValue(value: string): boolean;
}

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/**
 * Envelope encryption: each credential has a data key of its own, wrapped by the master key; both AES-256-GCM, both bound to workspace, row, field and
 * version. A sealed text is `v1.<key id>.<wrapped key>.<ciphertext>`: the id leaves room for turning keys over.
 */
export function createVault({ masterKey }: { masterKey: Buffer }): Vault {
  if (masterKey.length !== KEY_BYTES) throw new Error('The master key has 32 bytes.');
  const keyId = createHash('sha256').update('patchbay key id').update(masterKey).digest('base64url').slice(0, 8);
  return {
    seal({ plaintext, context }) {
      const dataKey = randomBytes(KEY_BYTES);
      const bound = boundTo(context);
      const wrapped = encrypt({ key: masterKey, plaintext: dataKey, bound });
      return [VERSION, keyId, wrapped, encrypt({ key: dataKey, plaintext: Buffer.from(plaintext), bound })].join('.');
    },
    open({ sealed, context }) {
      const [version, id, wrapped = '', body = '', ...more] = sealed.split('.');
      if (version !== VERSION || more.length > 0) throw new Error('The sealed credential has an unknown format.');
      if (id !== keyId) throw new Error('The credential was sealed with another master key.');
      const bound = boundTo(context);
      const dataKey = decrypt({ key: masterKey, sealed: wrapped, bound });
      return decrypt({ key: dataKey, sealed: body, bound }).toString();
    },
    checkValue: () => checkValueOf(masterKey),
    verifyCheckValue(value) {
      const expected = Buffer.from(checkValueOf(masterKey));
      const given = Buffer.from(value);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}

function checkValueOf(masterKey: Buffer): string {
  return createHmac('sha256', masterKey).update('patchbay master key check').digest('base64url');
}

// As JSON: no two places give the same bytes, whatever their names hold.
function boundTo({ workspace, row, field }: SealContext): Buffer {
  return Buffer.from(JSON.stringify([VERSION, workspace, row, field]));
}

function encrypt({ key, plaintext, bound }: { key: Buffer; plaintext: Buffer; bound: Buffer }): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound);
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

function decrypt({ key, sealed, bound }: { key: Buffer; sealed: string; bound: Buffer }): Buffer {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error('The sealed credential is cut short.');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAAD(bound);
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES)), decipher.final()]);
}
