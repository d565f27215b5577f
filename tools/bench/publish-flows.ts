import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../lib/root.ts';
import { flowOfNodes, historyFlow } from './bench-flows.ts';

export const benchAdmin = { email: 'bench@example.com', password: 'a long bench password' };

/** Signs in and publishes the flows that the benchmark drives: the examples, and those that are large or remember much. */
export async function publishFlows(url: string): Promise<void> {
  const login = await post({ url: `${url}/api/v1/auth/login`, body: benchAdmin });
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { csrfToken }: { csrfToken: string } = JSON.parse(login.text);
  const headers = { cookie, 'x-csrf-token': csrfToken };
  const flows = `${url}/api/v1/workspaces/default/flows`;
  const documents: Record<string, unknown> = {
    ...Object.fromEntries(['echo', 'script', 'llm'].map((name) => [name, example(name)])),
    'nodes-10': flowOfNodes({ key: 'nodes-10', nodes: 10 }),
    'nodes-1000': flowOfNodes({ key: 'nodes-1000', nodes: 1_000 }),
    history: historyFlow({ key: 'history' }),
  };
  for (const [name, document] of Object.entries(documents)) {
    await post({ url: flows, body: document, headers });
    await post({ url: `${flows}/${name}/publish`, body: {}, headers });
  }
}

function example(name: string): unknown {
  return JSON.parse(readFileSync(path.join(root, 'e2e', 'flows', `${name}.flow.json`), 'utf8'));
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
