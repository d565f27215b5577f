import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new public token: 256 random bits. */
export function newToken(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** What is kept of a token. It has too many bits to be guessed, so a plain hash is enough. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The CSRF token of a session: made from the session's own token, which no page can read. */
export function csrfTokenOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('patchbay csrf').digest('base64url');
}

export function sameText(left: string, right: string): boolean {
  const a = tokenHash(left);
  const b = tokenHash(right);
  return timingSafeEqual(a, b);
}
