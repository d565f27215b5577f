import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What stands for an opening's key at rest. */
export function openingKey(key: string): string {
  return hash('sha256', key, 'base64url');
}

/**
 * Seals a conversation's token with the key that its caller opened it with, which is not stored itself: only who has the key gets the token again,
 * and who reads the database does not.
 */
export function sealToken({
  token,
  key,
  conversationId,
}: {
  token: string;
  key: string;
  conversationId: string;
}): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', sealingKey({ key, conversationId }), nonce);
  const sealed = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Throws when the key is another. */
export function unsealToken({
  sealed,
  key,
  conversationId,
}: {
  sealed: string;
  key: string;
  conversationId: string;
}): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const opener = createDecipheriv('aes-256-gcm', sealingKey({ key, conversationId }), bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  opener.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([opener.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), opener.final()]).toString('utf8');
}

function sealingKey({ key, conversationId }: { key: string; conversationId: string }): Buffer {
  return Buffer.from(hkdfSync('sha256', key, conversationId, 'patchbay conversation token', 32));
}
