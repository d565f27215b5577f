import { ownerClient } from '../walls/owner-client.ts';

/** Sets a setting of the installation from outside the process that serves it. */
export function setInstallationSetting({
  url,
  key,
  value,
}: {
  url: string;
  key: string;
  value: unknown;
}): Promise<void> {
  return ownerClient(url, async (client) => {
    await client.query({
      text: 'INSERT INTO setting (key, value) VALUES ($1, $2::jsonb) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()',
      values: [key, JSON.stringify(value)],
    });
  });
}
