import { createHmac, randomBytes } from 'node:crypto';

/** The role that owns the application's database, and the name of that database. */
export const OWNER = 'patchbay';

export function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

/** The owner's password, derived from the superuser's: whoever reads the application's address cannot become superuser with it. */
export function ownerPassword(superuserPassword: string): string {
  return createHmac('sha256', superuserPassword).update(OWNER).digest('base64url');
}

/** Address of the application's database as its owner. */
export function ownerUrl({ port, password }: { port: number; password: string }): string {
  return `postgres://${OWNER}:${ownerPassword(password)}@127.0.0.1:${port}/${OWNER}`;
}
