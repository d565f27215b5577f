import type { ConnectionRow } from '@patchbay/db';

const secretOf = new Map([
  ['bearer', 'token'],
  ['basic', 'password'],
  ['header', 'value'],
  ['query', 'value'],
]);

/** Whether a connection has the credential that its kind needs: Ollama and an HTTP connection without authentication need none. */
export function hasCredential({
  kind,
  config,
  secretNames,
}: Pick<ConnectionRow, 'kind' | 'config' | 'secretNames'>): boolean {
  const needed = kind === 'openai' ? 'apiKey' : kind === 'http' ? secretOf.get(String(config.auth)) : undefined;
  return needed === undefined || secretNames.includes(needed);
}
