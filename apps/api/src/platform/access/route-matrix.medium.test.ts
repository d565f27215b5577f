import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DraftPeer } from '../../testing/draft-peer.ts';
import { Installation, PRINCIPALS, type PrincipalName, W } from '../../testing/principals.ts';
import type { PreparedCall, RouteRow } from '../../testing/route-row.ts';
import { routeRows, rowOf } from '../../testing/route-rows.ts';

// What only reads can be asked again and again.
const reads = new Set(['GET', 'HEAD']);
const verbs = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const webRoot = mkdtempSync(path.join(tmpdir(), 'patchbay-web-'));
let place: Installation;

beforeAll(async () => {
  for (const folder of ['studio/assets', 'chat']) mkdirSync(path.join(webRoot, folder), { recursive: true });
  for (const file of ['studio/index.html', 'chat/index.html', 'studio/assets/a.js', 'chat/a.js'])
    writeFileSync(path.join(webRoot, file), '<!doctype html><head></head>');
  place = await Installation.start({ webRoot, variables: { PATCHBAY_METRICS_TOKEN: 'metrics-token' } });
});

afterAll(async () => {
  await place?.stop();
  rmSync(webRoot, { recursive: true, force: true });
});

/** Of the WebSocket of a draft: a status, or what becomes of a change. */
const draftSocket: Record<PrincipalName, number | 'done' | 'refused'> = {
  nobody: 401,
  user: 401,
  viewer: 'refused',
  agent: 'refused',
  editor: 'done',
  admin: 'done',
  stranger: 404,
  revoked: 401,
};

const served = () => place.app.app.routes;

/** What a principal gets who is not let in. */
function refusal(row: RouteRow, who: PrincipalName, url: string): number {
  if (row.refused !== undefined) return row.refused;
  if (who === 'nobody' || who === 'user' || who === 'revoked') return 401;
  return who === 'stranger' && url.startsWith(W) ? 404 : 403;
}

async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  await Promise.all(items.map(work));
}

async function callAs(method: string, { path: at, headers, ...rest }: PreparedCall, who: Record<string, string>) {
  const body = method === 'GET' || method === 'HEAD' ? {} : rest;
  return place.send(method, at, { ...body, headers: { ...headers, ...who } });
}

test('the matrix has every route that is served, and none that is not', () => {
  const missing = served().filter((route) => !rowOf(route));
  // A new route: say in testing/route-rows.ts or flow-route-rows.ts who may call it.
  expect(missing).toEqual([]);
  const names = new Set(
    served().map(({ method, url }) => `${method} ${url.replace('/workspaces/:workspace/', '/workspaces/default/')}`),
  );
  expect(Object.keys(routeRows).filter((name) => !names.has(name))).toEqual([]);
});

describe('every route × verb × principal', () => {
  test('by API key or conversation token: whoever may is let in, whoever may not is refused with the right status', async () => {
    const unexpected: string[] = [];
    let asked = 0;
    for (const route of served()) {
      const row = rowOf(route)!;
      const blocked = await row.call(place);
      await each(PRINCIPALS, async (who) => {
        const allowed = row.who.includes(who);
        const reply = await callAs(
          route.method,
          allowed && !reads.has(route.method) ? await row.call(place) : blocked,
          place.keys[who],
        );
        const ok = typeof row.ok === 'object' ? row.ok.key : (row.ok ?? 200);
        const wanted = allowed ? ok : refusal(row, who, blocked.path);
        asked++;
        if (reply.status !== wanted)
          unexpected.push(`${route.method} ${route.url} as ${who}: ${reply.status} for ${wanted} ${reply.text}`);
      });
    }
    expect(unexpected).toEqual([]);
    expect(asked).toBeGreaterThan(400);
  }, 300_000);

  test('by session: the same, and no write without the CSRF token', async () => {
    const unexpected: string[] = [];
    for (const route of served()) {
      const row = rowOf(route)!;
      // Signing out would end the session that the others go by.
      if (route.method === 'HEAD' || route.url === '/api/v1/auth/logout' || !route.url.startsWith('/api/v1/')) continue;
      const blocked = await row.call(place);
      await each(['viewer', 'agent', 'editor', 'admin', 'stranger', 'revoked'] as const, async (who) => {
        const session = place.sessions[who];
        if (!session) throw new Error(who);
        const allowed = row.who.includes(who);
        const ok = typeof row.ok === 'object' ? row.ok.session : (row.ok ?? 200);
        const wanted = allowed ? ok : refusal(row, who, blocked.path);
        const told = (status: number, how: string) =>
          unexpected.push(`${route.method} ${route.url} as ${who} ${how}: ${status} for ${wanted}`);
        // Of what anybody may call, the token is not asked.
        if (allowed && route.method !== 'GET' && !row.who.includes('nobody')) {
          const bare = await callAs(route.method, blocked, { cookie: session.cookie! });
          if (bare.status !== 403) told(bare.status, 'without the token');
          const forged = await callAs(route.method, blocked, { cookie: session.cookie!, 'x-csrf-token': 'x' });
          if (forged.status !== 403) told(forged.status, 'with a forged token');
        }
        const reply = await callAs(
          route.method,
          allowed && !reads.has(route.method) ? await row.call(place) : blocked,
          session,
        );
        if (reply.status !== wanted) told(reply.status, '');
      });
    }
    expect(unexpected).toEqual([]);
  }, 300_000);

  test('the other workspace’s administrator finds nothing of this one by its ids and keys in their own', async () => {
    const found: string[] = [];
    for (const route of served()) {
      if (!/workspaces\/:workspace\/.*:/.test(route.url) || route.url.includes('/variables/')) continue;
      const call = await rowOf(route)!.call(place);
      const moved = { ...call, path: call.path.replace('/workspaces/default/', '/workspaces/other/') };
      const reply = await callAs(route.method, moved, place.keys.stranger);
      if (reply.status !== 404) found.push(`${route.method} ${moved.path}: ${reply.status} ${reply.text}`);
    }
    expect(found).toEqual([]);
  }, 180_000);

  test('verbs that a path does not have do nothing for anybody', async () => {
    const unexpected: string[] = [];
    const urls = new Set(served().map((route) => route.url));
    for (const url of urls) {
      const has = new Set(served().flatMap((route) => (route.url === url ? [route.method] : [])));
      const call = await rowOf({ method: [...has][0]!, url })!.call(place);
      await each(
        verbs.filter((one) => !has.has(one)),
        async (method) => {
          for (const who of ['nobody', 'admin'] as const) {
            const reply = await callAs(method, { body: {}, ...call }, place.keys[who]);
            if (reply.status < 400) unexpected.push(`${method} ${call.path} as ${who}: ${reply.status}`);
          }
        },
      );
    }
    expect(unexpected).toEqual([]);
  }, 180_000);

  test('no spelling of a path gets past the door', async () => {
    const unexpected: string[] = [];
    const spellings = [
      (path: string) => `${path}/`,
      (path: string) => path.replace('/flows', '//flows'),
      (path: string) => path.replace('/api/', '/API/'),
      (path: string) => path.replace('flows', '%66lows'),
      (path: string) => path.replace('/flows', '/flows/../flows'),
      (path: string) => path.replace('/flows', '/flows%2f..%2fflows'),
      (path: string) => path.replace('/api', '/c/..;/api'),
      (path: string) => `${path};.js`,
      (path: string) => `${path}%00`,
      (path: string) => `${path}?access=public`,
      (path: string) => `/${path}`,
    ];
    await each(spellings, async (spelling) => {
      for (const method of ['GET', 'HEAD', 'POST', 'DELETE'])
        for (const who of ['nobody', 'user', 'stranger', 'revoked'] as const) {
          const reply = await callAs(method, { path: spelling(`${W}/flows`), body: {} }, place.keys[who]);
          const leaked = reply.status < 300 && reply.headers.get('content-type')?.includes('json');
          if (leaked || reply.status >= 500)
            unexpected.push(`${method} ${spelling(`${W}/flows`)} as ${who}: ${reply.status}`);
        }
    });
    expect(unexpected).toEqual([]);
  });
});

describe('what is no route of the server but an upgrade to a WebSocket', () => {
  const opened = (who: Record<string, string>, options: Partial<Parameters<typeof DraftPeer.open>[0]> = {}) =>
    DraftPeer.open({ url: place.app.url, key: 'bot', headers: who, ...options });
  const refused = (peer: Promise<DraftPeer>) =>
    peer.then(
      (there) => {
        there.close();
        return 101;
      },
      (error: Error) => Number(/\d{3}$/.exec(error.message)?.[0]),
    );

  test('the draft is the only one', async () => {
    // Another listener is another way in: it needs its row here.
    expect(place.app.app.nest.getHttpServer().listenerCount('upgrade')).toBe(1);
    const unexpected: string[] = [];
    for (const route of served()) {
      const { path: at } = await rowOf(route)!.call(place);
      const status = await refused(opened(place.sessions.admin!, { path: at }));
      if (status !== 404) unexpected.push(`${at}: ${status}`);
    }
    expect(unexpected).toEqual([]);
  });

  test.each(['keys', 'sessions'] as const)(
    'every principal, by %s: who may read is let in, who may write changes',
    async (by) => {
      const unexpected: string[] = [];
      const key = await place.flow();
      for (const who of PRINCIPALS) {
        const headers = place[by][who] ?? place.keys[who];
        const row = draftSocket[who];
        if (typeof row === 'number') {
          const status = await refused(opened(headers, { key }));
          if (status !== row) unexpected.push(`${who}: ${status} for ${row}`);
          continue;
        }
        const peer = await opened(headers, { key });
        await peer.hello(1);
        const operations = [{ type: 'flow.set', field: 'description', value: `by ${who}` }];
        peer.operations({ base: peer.known, clientId: who, operations });
        const { type } = await Promise.race([peer.until('done'), peer.until('refused')]);
        if (type !== row) unexpected.push(`${who}: ${type} for ${row}`);
        peer.close();
      }
      expect(unexpected).toEqual([]);
      // In one's own workspace there is no such flow.
      expect(await refused(opened(place[by].stranger!, { key, workspace: 'other' }))).toBe(404);
    },
  );
});

test('what is revoked is refused at the very next call: a role, a membership, a key, an account', async () => {
  const made = await place.admin('POST', `${W}/members`, {
    email: 'brief@example.com',
    name: 'Brief',
    role: 'editor',
    password: 'correct horse battery',
  });
  const login = await place.send('POST', '/api/v1/auth/login', {
    body: { email: 'brief@example.com', password: 'correct horse battery' },
  });
  const session = {
    cookie: login.headers.get('set-cookie')!.split(';')[0]!,
    'x-csrf-token': String(login.body.csrfToken),
  };
  const write = () => place.send('PUT', `${W}/variables/brief`, { body: { value: 1 }, headers: session });
  const id = String(made.id);
  expect((await write()).status).toBe(200);
  await place.admin('PATCH', `${W}/members/${id}`, { role: 'viewer' });
  expect((await write()).status).toBe(403);
  await place.admin('DELETE', `${W}/members/${id}`);
  expect((await write()).status).toBe(404);
  expect((await place.send('GET', '/api/v1/me', { headers: session })).status).toBe(200);
});

test('an administrator of one workspace cannot close or rename an account that belongs to another too', async () => {
  const people = (await place.admin('GET', `${W}/members`)).members as { id: string; email: string }[];
  const viewer = people.find((one) => one.email === 'viewer@example.com')!;
  await place.send('POST', '/api/v1/workspaces/other/members', {
    body: { email: 'viewer@example.com', role: 'viewer' },
    headers: place.keys.stranger,
  });
  for (const body of [{ disabled: true }, { name: 'Renamed' }]) {
    const reply = await place.send('PATCH', `/api/v1/workspaces/other/members/${viewer.id}`, {
      body,
      headers: place.keys.stranger,
    });
    expect([reply.status, reply.body.code]).toEqual([409, 'member_elsewhere']);
  }
});
