import { hash, verify } from '@node-rs/argon2';

// argon2id (the library's default kind), at OWASP's second recommendation: 19 MiB, two passes.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
let nobody: Promise<string> | undefined;

export function hashPassword(password: string): Promise<string> {
  return hash(password, options);
}

/** Whether a password fits. Without a hash to compare with it takes as long, and is false. */
export async function passwordFits({
  password,
  passwordHash,
}: {
  password: string;
  passwordHash: string | null;
}): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password');
  const fits = await verify(passwordHash ?? (await nobody), password).catch(() => false);
  return fits && passwordHash !== null;
}
