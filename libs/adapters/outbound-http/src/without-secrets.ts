import type { JsonValue } from '@patchbay/node-kit';

const SHORTEST = 4;
const INSTEAD = '•••';

/**
 * What a server answered, without the credential that it was sent: many repeat it, in errors most of all. Each secret is looked for as it is, in base64 and
 * as part of an address. Shorter ones than four characters are left: they would be found everywhere.
 */
export function withoutSecrets(secrets: readonly string[]): (value: JsonValue) => JsonValue {
  const forms = [...new Set(secrets.filter((secret) => secret.length >= SHORTEST).flatMap(formsOf))]
    // A longer one may hold a shorter one.
    .sort((one, other) => other.length - one.length);
  if (forms.length === 0) return (value) => value;
  const clean = (text: string) => forms.reduce((rest, form) => rest.replaceAll(form, INSTEAD), text);
  const walk = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return clean(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key), walk(item)]));
  };
  return walk;
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'), encodeURIComponent(secret)];
}
