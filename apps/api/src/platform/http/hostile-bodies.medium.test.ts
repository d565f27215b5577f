import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { databaseFingerprint } from '../../testing/database-fingerprint.ts';
import { Installation, type Reply, W } from '../../testing/principals.ts';
import type { PreparedCall } from '../../testing/route-row.ts';
import { routeRows } from '../../testing/route-rows.ts';

const injected: Record<string, unknown> = {
  id: '0198a000-0000-7000-8000-000000000001',
  workspaceId: '0198a000-0000-7000-8000-000000000001',
  workspace_id: '0198a000-0000-7000-8000-000000000001',
  workspace: 'other',
  role: 'admin',
  ownerId: '0198a000-0000-7000-8000-000000000001',
  createdBy: 'me',
  createdAt: '2001-01-01T00:00:00.000Z',
  isAdmin: true,
  instanceAdministrator: true,
  publishedVersion: 99,
  constructor: { name: 'x' },
  toString: 'x',
};
const pollution = [
  '"__proto__":{"isAdmin":true,"role":"admin"},',
  '"constructor":{"prototype":{"isAdmin":true}},',
  '"\\u005f_proto__":{"isAdmin":true},',
];
const definitions = [
  'flow',
  'flowId',
  'document',
  'nodes',
  'edges',
  'version',
  'definition',
  'snapshot',
  'plan',
  'pins',
];

let place: Installation;
let writes: [string, PreparedCall & { body: Record<string, unknown>; method: string }][];

beforeAll(async () => {
  place = await Installation.start();
  writes = [];
  for (const [name, row] of Object.entries(routeRows)) {
    const [method = ''] = name.split(' ');
    const call = await row.call(place);
    // A file is no JSON: `files/uploads.medium.test.ts` is hostile to it.
    if (typeof call.body === 'object' && call.body !== null && !(call.body instanceof FormData))
      writes.push([name, { ...call, method, body: call.body as Record<string, unknown> }]);
  }
}, 300_000);
afterAll(() => place?.stop());

function send(call: PreparedCall & { method: string }, body: unknown): Promise<Reply> {
  const chat = call.path.startsWith('/api/chat/');
  const headers = { ...call.headers, ...(chat ? place.keys.user : place.keys.admin) };
  return place.send(call.method, call.path, { body, headers });
}

/** The body with a key put into each object that it holds, one at a time. */
function* withKey(body: Record<string, unknown>, key: string, value: unknown): Generator<unknown> {
  if (!Object.hasOwn(body, key)) yield { ...body, [key]: value };
  for (const [name, inner] of Object.entries(body)) {
    // What authors and users write freely is kept as it is: configs of nodes, values of variables.
    if (['value', 'config', 'nodes', 'edges', 'layout', 'settings', 'secrets', 'values'].includes(name)) continue;
    if (Array.isArray(inner)) {
      const items: unknown[] = inner;
      const [first] = items;
      if (typeof first === 'object' && first !== null && !Object.hasOwn(first, key))
        yield { ...body, [name]: [{ ...first, [key]: value }] };
    } else if (typeof inner === 'object' && inner !== null)
      for (const changed of withKey(inner as Record<string, unknown>, key, value)) yield { ...body, [name]: changed };
  }
}

test('id, workspaceId, role, ownerId and the like in any write: refused, by name, and without effect', async () => {
  const before = await databaseFingerprint(place.app.database);
  const own = Object.getOwnPropertyNames(Object.prototype).sort();
  const let_in: string[] = [];
  let tried = 0;
  const check = (name: string, reply: Reply, what: string, path?: string) => {
    tried++;
    const told =
      path === undefined ||
      reply.body.issues?.some((issue) => issue.path.split('.').includes(path) || issue.message.includes(`"${path}"`));
    if (reply.status < 400 || reply.status >= 500 || !told)
      let_in.push(`${name} with ${what}: ${reply.status} ${reply.text.slice(0, 200)}`);
  };
  for (const [name, call] of writes) {
    await Promise.all(
      Object.entries(injected).map(async ([key, value]) => {
        for (const body of withKey(call.body, key, value)) check(name, await send(call, body), key, key);
      }),
    );
    for (const text of pollution) {
      const written = JSON.stringify(call.body);
      check(name, await send(call, `{${text}${written.slice(1)}`.replace(/,}$/, '}')), text);
      // Deeper down, too: wherever another object begins.
      const deeper = written.lastIndexOf('{');
      if (deeper > 0)
        check(name, await send(call, `${written.slice(0, deeper + 1)}${text}"x":1}${'}'.repeat(0)}`), text);
    }
  }
  expect(let_in).toEqual([]);
  expect(tried).toBeGreaterThan(300);
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(own);
  expect(await databaseFingerprint(place.app.database)).toEqual(before);
}, 400_000);

test('the wrong type in any field of any write: 4xx with the path, never a fault of ours', async () => {
  const before = await databaseFingerprint(place.app.database);
  const odd = [[[1]], { $ne: null }, 1e308, true, 'x'.repeat(20_000)];
  const wrong: string[] = [];
  for (const [name, call] of writes) {
    for (const field of Object.keys(call.body)) {
      if (field === 'value' || field === 'note') continue;
      await Promise.all(
        odd.map(async (value) => {
          if (typeof value === typeof call.body[field] && Array.isArray(value) === Array.isArray(call.body[field]))
            return;
          const reply = await send(call, { ...call.body, [field]: value });
          const named = reply.body.issues?.some((issue) => issue.path.split('.')[0] === field);
          if (reply.status !== 422 || !named)
            wrong.push(
              `${name} ${field}=${JSON.stringify(value).slice(0, 20)}: ${reply.status} ${reply.text.slice(0, 150)}`,
            );
        }),
      );
    }
    for (const body of ['[]', '"text"', '1', '{"a":']) {
      const reply = await send(call, body);
      if (reply.status < 400 || reply.status >= 500) wrong.push(`${name} with ${body}: ${reply.status}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(await databaseFingerprint(place.app.database)).toEqual(before);
}, 400_000);

test('texts that cannot be stored are refused with their path: NUL, half of a surrogate pair; in addresses, too', async () => {
  const before = await databaseFingerprint(place.app.database);
  for (const text of ['\\u0000', '\\ud800', '\\udc00x']) {
    const variable = await place.send('PUT', `${W}/variables/odd`, {
      body: `{"value":{"deep":["${text}"]}}`,
      headers: place.keys.admin,
    });
    expect([variable.status, variable.body.issues?.[0]?.path]).toEqual([422, 'value.deep.0']);
    const turn = await place.send('POST', `/api/chat/bot/conversations/${place.conversation.id}/turns`, {
      body: `{"text":"a${text}"}`,
      headers: place.keys.user,
    });
    expect([turn.status, turn.body.issues?.[0]?.path]).toEqual([422, 'text']);
    const bundle = `{"format":"patchbay.bundle/1","flows":[{"format":"patchbay.flow/1","key":"nul","name":"n","nodes":[{"id":"start","type":"start"}],"edges":[]}],"requires":{"connections":[],"variables":[{"key":"odd","value":"${text}"}],"knowledgeBases":[]}}`;
    const imported = await place.send('POST', `${W}/flows/import`, { body: bundle, headers: place.keys.admin });
    expect([imported.status, imported.body.issues?.[0]?.code]).toEqual([422, 'invalid_text']);
  }
  for (const at of ['flows/%00/draft', 'connections/a%00b/test', 'conversations?flow=%00', 'flows/x%ED%A0%80/draft']) {
    const { status } = await place.send('GET', `${W}/${at}`, { headers: place.keys.admin });
    expect([at, status >= 400 && status < 500]).toEqual([at, true]);
  }
  for (const name of ['Ann\u202eexe', 'A\u0007', '\u2066x\u2069', ' '])
    expect(
      (await place.send('POST', `${W}/api-keys`, { body: { name, role: 'viewer' }, headers: place.keys.admin })).status,
    ).toBe(422);
  expect(await databaseFingerprint(place.app.database)).toEqual(before);
});

test('bodies that are packed, too large, or in another form are refused before they are read', async () => {
  const { url } = place.app;
  const post = (headers: Record<string, string>, body: string, path = `${W}/flows`) =>
    fetch(`${url}${path}`, { method: 'POST', headers: { ...place.keys.admin, ...headers }, body });
  const json = { 'content-type': 'application/json' };
  for (const encoding of ['gzip', 'deflate', 'br', 'zstd', 'gzip, gzip'])
    expect((await post({ ...json, 'content-encoding': encoding }, '{}')).status).toBe(415);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/xml'])
    expect((await post({ 'content-type': type }, '{"a":1}')).status).toBe(415);
  for (const [, call] of writes.filter(([name]) => /import|variables|login|conversations$/.test(name))) {
    const reply = await send(call, `{"x":"${'y'.repeat(17_000_000)}"}`);
    expect([call.path, reply.status]).toEqual([call.path, 413]);
  }
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  for (const path of [`${W}/flows`, `${W}/flows/import`, `${W}/variables/x`, '/api/chat/bot/conversations']) {
    const reply = await place.send(path.endsWith('/x') ? 'PUT' : 'POST', path, {
      body: path.endsWith('/x') ? `{"value":${deep}}` : deep,
      headers: place.keys.admin,
    });
    expect([path, reply.status]).toEqual([path, 422]);
  }
});

test('a public route runs the stored, published version and nothing that the caller brings', async () => {
  const evil = { format: 'patchbay.flow/1', key: 'evil', nodes: [{ id: 'start', type: 'start' }], edges: [] };
  for (const key of definitions) {
    const opened = await place.send('POST', '/api/chat/bot/conversations', { body: { [key]: evil } });
    expect([key, opened.status, opened.body.issues?.[0]?.path]).toEqual([key, 422, key]);
    const turn = await place.send('POST', `/api/chat/bot/conversations/${place.conversation.id}/turns`, {
      body: { text: 'x', [key]: evil },
      headers: place.keys.user,
    });
    expect([key, turn.status]).toEqual([key, 422]);
  }
  const query = definitions.map((key) => `${key}=${encodeURIComponent(JSON.stringify(evil))}`).join('&');
  const opened = await place.send('POST', `/api/chat/bot/conversations?${query}`, { body: {} });
  expect([opened.status, JSON.stringify(opened.body.events)]).toEqual([201, expect.stringContaining('What?')]);
  const [row] = await place.app.database.dataSource.query(
    `SELECT c.version, v.document LIKE '%What?%' AS stored FROM conversation c
     JOIN flow_version v ON v.workspace_id = c.workspace_id AND v.flow_id = c.flow_id AND v.version = c.version
     WHERE c.id = $1`,
    [(opened.body.conversation as { id: string }).id],
  );
  expect(row).toMatchObject({ version: 1, stored: true });
});
