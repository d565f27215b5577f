import { randomBytes } from 'node:crypto';

/** Makes request ids: unique over processes by a random part, over requests by a count. Nothing that a caller sends is believed. */
export function requestIds(): () => string {
  const process = randomBytes(6).toString('base64url');
  let count = 0;
  return () => `${process}-${(++count).toString(36)}`;
}
