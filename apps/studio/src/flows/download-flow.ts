import { client } from '../api/session.tsx';

/** Saves the export of a flow as a file. */
export async function downloadFlow(key: string): Promise<void> {
  const { data } = await client.call('exportFlow', { params: { key } });
  const url = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = `${key}.patchbay.json`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
