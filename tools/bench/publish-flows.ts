import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../lib/root.ts';

export const benchAdmin = { email: 'bench@example.com', password: 'a long bench password' };
export const benchFlows = ['echo', 'script', 'llm'] as const;

/** Signs in and publishes the example flows that the benchmark drives. */
export async function publishFlows(url: string): Promise<void> {
  const login = await post({ url: `${url}/api/v1/auth/login`, body: benchAdmin });
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { csrfToken }: { csrfToken: string } = JSON.parse(login.text);
  const headers = { cookie, 'x-csrf-token': csrfToken };
  const flows = `${url}/api/v1/workspaces/default/flows`;
  for (const name of benchFlows) {
    const document: unknown = JSON.parse(readFileSync(path.join(root, 'e2e', 'flows', `${name}.flow.json`), 'utf8'));
    await post({ url: flows, body: document, headers });
    await post({ url: `${flows}/${name}/publish`, body: {}, headers });
  }
}

async function post(call: {
  url: string;
  body: unknown;
  headers?: Record<string, string>;
}): Promise<{ headers: Headers; text: string }> {
  const response = await fetch(call.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...call.headers },
    body: JSON.stringify(call.body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${call.url}: ${response.status} ${text}`);
  return { headers: response.headers, text };
}
