import { hash, randomBytes } from 'node:crypto';
import { parse, stringify } from 'uuid';

const ID_BYTES = 16;
const SECRET_BYTES = 32;

/** A conversation's token: its id and 256 random bits in one text, so that its row is found by key. Only its hash is stored. */
export function newConversationToken(conversationId: string): string {
  return Buffer.concat([parse(conversationId), randomBytes(SECRET_BYTES)]).toString('base64url');
}

/** The id that a token names and the token's hash; undefined when it is none of ours. */
export function readConversationToken(token: string): { conversationId: string; tokenHash: Buffer } | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== ID_BYTES + SECRET_BYTES || bytes.toString('base64url') !== token) return undefined;
  try {
    return { conversationId: stringify(bytes.subarray(0, ID_BYTES)), tokenHash: hashToken(token) };
  } catch {
    return undefined;
  }
}

export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
