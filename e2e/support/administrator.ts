import type { BrowserContext } from '@playwright/test';
import { jsonOf } from './json-of.ts';
import type { Patchbay } from './start-patchbay.ts';

const admin = { email: 'admin@example.com', password: 'correct horse battery' };

/** What makes the first administrator of a Patchbay that a test starts. */
export const adminVariables = { PATCHBAY_ADMIN_EMAIL: admin.email, PATCHBAY_ADMIN_PASSWORD: admin.password };

export type Administer = (method: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown }>;

/** Signs in and makes an API key; gives calls of the default workspace. */
export async function administrator({ url }: Patchbay): Promise<Administer> {
  const login = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(admin),
  });
  const { csrfToken } = await jsonOf<{ csrfToken: string }>(login);
  const cookie = login.headers.get('set-cookie')!.split(';')[0]!;
  const workspace = `${url}/api/v1/workspaces/default`;
  const made = await fetch(`${workspace}/api-keys`, {
    method: 'POST',
    headers: { cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'e2e', role: 'admin' }),
  });
  const { key } = await jsonOf<{ key: string }>(made);
  return async (method, path, body = {}) => {
    const response = await fetch(`${workspace}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await jsonOf<unknown>(response) };
  };
}

/** The same calls, as who is signed in in a browser makes them. */
export function administerIn({
  context,
  patchbay,
  workspace = 'default',
}: {
  context: BrowserContext;
  patchbay: Patchbay;
  workspace?: string;
}): Administer {
  const { request } = context;
  const api = `${patchbay.url}/api/v1`;
  const writing = async (body: unknown) => ({
    headers: { 'x-csrf-token': (await (await request.get(`${api}/me`)).json()).csrfToken },
    data: body,
  });
  return async (method, path, body = {}) => {
    const rest = method === 'GET' ? {} : await writing(body);
    const response = await request.fetch(`${api}/workspaces/${workspace}${path}`, { method, ...rest });
    const text = await response.text();
    return { status: response.status(), body: text === '' ? undefined : JSON.parse(text) };
  };
}
