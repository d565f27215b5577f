import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { adminRoutes, type Route } from '@patchbay/api-contract';
import { starterDocument } from '@patchbay/flow-spec';
import { startTestApp, type TestApp } from './testing/start-test-app.ts';

let app: TestApp;
let cookie = '';
let csrf = '';
let editorKey = '';
const w = '/api/v1/workspaces/default';
const admin = { email: 'admin@example.com', password: 'correct horse battery' };

interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { issues?: { path: string; code: string }[] };
}

async function call(
  method: string,
  path: string,
  options: { body?: unknown; headers?: Record<string, string>; as?: 'admin' | 'nobody' | string } = {},
): Promise<Answer> {
  const as = options.as ?? 'admin';
  const credentials: Record<string, string> =
    as === 'admin' ? { cookie, 'x-csrf-token': csrf } : as === 'nobody' ? {} : { authorization: `Bearer ${as}` };
  const text =
    options.body === undefined
      ? undefined
      : typeof options.body === 'string'
        ? options.body
        : JSON.stringify(options.body);
  const response = await fetch(`${app.url}${path}`, {
    method,
    headers: {
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...credentials,
      ...options.headers,
    },
    ...(text === undefined ? {} : { body: text }),
  });
  const raw = await response.text();
  return { status: response.status, headers: response.headers, body: raw ? JSON.parse(raw) : {} };
}

beforeAll(async () => {
  app = await startTestApp({
    variables: { PATCHBAY_ADMIN_EMAIL: admin.email, PATCHBAY_ADMIN_PASSWORD: admin.password },
  });
  const login = await call('POST', '/api/v1/auth/login', { body: admin, as: 'nobody' });
  expect(login.status).toBe(200);
  cookie = login.headers.get('set-cookie')!.split(';')[0]!;
  csrf = String(login.body.csrfToken);
  editorKey = String((await call('POST', `${w}/api-keys`, { body: { name: 'ci', role: 'editor' } })).body.key);
});

afterAll(() => app?.stop());

describe('signing in', () => {
  test('the cookie is HttpOnly; me tells who is in; a write needs the CSRF token', async () => {
    const login = await call('POST', '/api/v1/auth/login', { body: admin, as: 'nobody' });
    expect(login.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/);
    expect((await call('GET', '/api/v1/me')).body).toMatchObject({
      user: { email: admin.email, memberships: [{ workspace: 'default', role: 'admin' }] },
      csrfToken: csrf,
    });
    expect(
      (await call('PUT', `${w}/variables/x`, { body: { value: 1 }, as: 'nobody', headers: { cookie } })).status,
    ).toBe(403);
    const fresh = login.headers.get('set-cookie')!.split(';')[0]!;
    expect(
      (
        await call('POST', '/api/v1/auth/logout', {
          as: 'nobody',
          headers: { cookie: fresh, 'x-csrf-token': String(login.body.csrfToken) },
        })
      ).status,
    ).toBe(204);
    expect((await call('GET', '/api/v1/me', { as: 'nobody', headers: { cookie: fresh } })).status).toBe(401);
  });

  test('wrong passwords are 401 and throttled with 429, unknown fields 422 with their path', async () => {
    for (let tries = 0; tries < 8; tries++)
      expect(
        (await call('POST', '/api/v1/auth/login', { body: { email: 'x@example.com', password: 'nope' }, as: 'nobody' }))
          .status,
      ).toBe(401);
    const throttled = await call('POST', '/api/v1/auth/login', {
      body: { email: 'x@example.com', password: 'nope' },
      as: 'nobody',
    });
    expect([throttled.status, Number(throttled.headers.get('retry-after')) > 0]).toEqual([429, true]);
    const unknown = await call('POST', '/api/v1/auth/login', { body: { ...admin, role: 'admin' }, as: 'nobody' });
    expect([unknown.status, unknown.body.issues?.[0]?.path]).toEqual([422, 'role']);
    expect((await call('POST', '/api/v1/auth/login', { body: '{', as: 'nobody' })).status).toBe(400);
  });

  test('an API key works without CSRF, has only its role, and is refused once it is revoked', async () => {
    expect((await call('PUT', `${w}/variables/site`, { body: { value: 'Bonn' }, as: editorKey })).status).toBe(200);
    expect((await call('POST', `${w}/api-keys`, { body: { name: 'x', role: 'admin' }, as: editorKey })).status).toBe(
      403,
    );
    const made = await call('POST', `${w}/api-keys`, { body: { name: 'short', role: 'viewer' } });
    expect((await call('GET', `${w}/flows`, { as: String(made.body.key) })).status).toBe(200);
    expect((await call('DELETE', `${w}/api-keys/${String(made.body.id)}`)).status).toBe(204);
    expect((await call('GET', `${w}/flows`, { as: String(made.body.key) })).status).toBe(401);
  });

  test('no route of the table lets anybody in who is nobody, and every one exists', async () => {
    for (const [name, route] of Object.entries<Route>(adminRoutes)) {
      const path = route.path.replace(':workspace', 'default').replace(/:[a-z]+/gi, 'none');
      const answer = await call(route.method, path, { as: 'nobody', ...(route.method === 'GET' ? {} : { body: {} }) });
      expect([name, answer.status]).toEqual([name, route.access === 'public' ? expect.any(Number) : 401]);
      expect([name, answer.status]).not.toEqual([name, 404]);
      const viewer = await call(route.method, path.replace('default', 'other-workspace'), {
        as: editorKey,
        ...(route.method === 'GET' ? {} : { body: {} }),
      });
      if (path.includes('default')) expect([name, viewer.status]).toEqual([name, 404]);
    }
  });
});

describe('flows', () => {
  const flow = (key: string) => starterDocument({ key, name: key });

  test('create, read, replace: byte for byte, with revisions', async () => {
    const text = `{ "format": "patchbay.flow/1", "name": "B", "key": "bytes",\n "nodes": [{"type":"start","id":"start"},{"id":"x","type":"teleport","config":{"z":1.50,"a":2}}], "edges": [] }`;
    expect(await call('POST', `${w}/flows`, { body: text })).toMatchObject({
      status: 201,
      body: { key: 'bytes', revision: 1 },
    });
    expect((await call('POST', `${w}/flows`, { body: text })).status).toBe(409);
    const raw = await fetch(`${app.url}${w}/flows/bytes/draft`, { headers: { cookie } });
    expect([raw.headers.get('etag'), await raw.text()]).toEqual(['"1"', text]);
    expect((await call('PUT', `${w}/flows/bytes/draft`, { body: text })).status).toBe(428);
    const saved = await call('PUT', `${w}/flows/bytes/draft`, { body: flow('bytes'), headers: { 'if-match': '"1"' } });
    expect([saved.status, saved.headers.get('etag')]).toEqual([200, '"2"']);
    expect((await call('PUT', `${w}/flows/bytes/draft`, { body: text, headers: { 'if-match': '"1"' } })).status).toBe(
      412,
    );
    expect(
      (await call('PUT', `${w}/flows/bytes/draft`, { body: flow('other'), headers: { 'if-match': '"2"' } })).body
        .issues?.[0]?.path,
    ).toBe('key');
  });

  test('refusals name their place and change nothing', async () => {
    const broken = { ...flow('broken'), edges: [{ from: 'start', port: 'next', to: 'gone' }], colour: 1 };
    const answer = await call('POST', `${w}/flows`, { body: broken });
    expect([answer.status, answer.body.issues?.map((issue) => issue.path)]).toEqual([422, ['colour', 'edges.0.to']]);
    expect((await call('GET', `${w}/flows/broken/draft`)).status).toBe(404);
    expect((await call('POST', `${w}/flows`, { body: `{"x":"${'y'.repeat(3_000_000)}"}` })).status).toBe(413);
    const bundle = { format: 'patchbay.bundle/1', flows: [flow('good'), broken] };
    const refused = await call('POST', `${w}/flows/import`, { body: bundle });
    expect([refused.status, refused.body.issues?.[0]?.path]).toEqual([422, 'flows.1.colour']);
    expect((await call('GET', `${w}/flows/good/draft`)).status).toBe(404);
  });

  test('operations of two clients merge in the server’s order; the same batch twice counts once; a refusal applies nothing', async () => {
    await call('POST', `${w}/flows`, { body: flow('ops') });
    const text = (value: string) => [{ type: 'node.set', id: 'hello', path: ['text'], value }];
    const first = await call('POST', `${w}/flows/ops/draft/operations`, {
      body: { base: 1, clientId: 'a1', operations: text('A') },
    });
    expect(first.body).toMatchObject({ revision: 2 });
    const again = await call('POST', `${w}/flows/ops/draft/operations`, {
      body: { base: 1, clientId: 'a1', operations: text('A') },
    });
    expect(again.body).toMatchObject({ revision: 2 });
    const other = await call('POST', `${w}/flows/ops/draft/operations`, {
      body: { base: 1, clientId: 'b1', operations: [{ type: 'flow.set', field: 'name', value: 'Both' }] },
    });
    expect(other.body).toMatchObject({ revision: 3, operations: [{ clientId: 'a1' }, { clientId: 'b1' }] });
    const refused = await call('POST', `${w}/flows/ops/draft/operations`, {
      body: { base: 3, clientId: 'a2', operations: [...text('B'), { type: 'node.remove', id: 'gone' }] },
    });
    expect([refused.status, refused.body.issues?.[0]]).toMatchObject([
      409,
      { path: 'operations.1', code: 'node.unknown' },
    ]);
    expect((await call('GET', `${w}/flows/ops/draft`)).body).toMatchObject({
      name: 'Both',
      nodes: [{ id: 'start' }, { config: { text: 'A' } }],
    });
    expect((await call('POST', `${w}/flows/ops/draft/undo`, { body: { revision: 1 } })).body).toMatchObject({
      revision: 4,
    });
    expect((await call('GET', `${w}/flows/ops/draft`)).body).toEqual(flow('ops'));
    expect((await call('GET', `${w}/flows/ops/draft/history`)).body).toMatchObject({
      entries: [{ kind: 'undo', revision: 4, by: 'Administrator' }, {}, {}, { kind: 'create' }],
    });
  });

  test('publish, versions, diff, rollback, unpublish', async () => {
    await call('POST', `${w}/flows`, { body: flow('life') });
    expect((await call('POST', `${w}/flows/life/publish`)).body).toEqual({ version: 1, address: 'life' });
    await call('POST', `${w}/flows/life/draft/operations`, {
      body: {
        base: 1,
        clientId: 'c',
        operations: [
          { type: 'node.set', id: 'hello', path: ['text'], value: 'New' },
          { type: 'node.move', id: 'hello', position: { x: 1, y: 2 } },
        ],
      },
    });
    expect((await call('GET', `${w}/flows/life/diff?from=1&to=draft`)).body).toMatchObject({
      nodes: { changed: [{ id: 'hello', changes: [{ path: 'config.text', after: 'New' }] }] },
      moved: [{ id: 'hello' }],
    });
    expect(
      (await call('POST', `${w}/flows/life/publish`, { body: { note: 'second', address: 'life-bot' } })).body,
    ).toEqual({ version: 2, address: 'life-bot' });
    expect((await call('POST', `${w}/flows/life/rollback`, { body: { version: 1 } })).body).toEqual({
      version: 3,
      address: 'life-bot',
    });
    expect((await call('GET', `${w}/flows/life/versions`)).body).toMatchObject({
      versions: [{ version: 3, online: true }, { version: 2, note: 'second' }, { version: 1 }],
    });
    expect((await call('GET', `${w}/flows/life/versions/1`)).body).toMatchObject({
      version: 1,
      document: flow('life'),
    });
    await call('POST', `${w}/flows`, { body: flow('rival') });
    expect(
      (await call('POST', `${w}/flows/rival/publish`, { body: { address: 'life-bot' } })).body.issues?.[0],
    ).toMatchObject({ path: 'address', code: 'address_taken' });
    expect((await call('DELETE', `${w}/flows/life`)).status).toBe(409);
    expect((await call('POST', `${w}/flows/life/unpublish`, { body: { openConversations: 'close' } })).status).toBe(
      200,
    );
    expect((await call('POST', `${w}/flows/life/resume`)).body).toEqual({ version: 3, address: 'life-bot' });
    expect((await call('GET', `${w}/flows/life/versions`)).body).toMatchObject({
      versions: [{ version: 3, online: true }, {}, {}],
    });
    await call('POST', `${w}/flows/life/unpublish`, { body: { openConversations: 'finish' } });
    expect((await call('POST', `${w}/flows/rival/resume`)).body).toMatchObject({ status: 409, code: 'not_published' });
    expect((await call('DELETE', `${w}/flows/life`)).status).toBe(204);
    expect((await call('GET', `${w}/flows/life/draft`)).status).toBe(404);
    const back = { body: { address: 'life-bot' } };
    expect((await call('POST', `${w}/flows/life/restore`, back)).body).toEqual({ key: 'life', address: 'life-bot' });
    expect((await call('GET', `${w}/flows/life/versions`)).body).toMatchObject({
      versions: [{ version: 3, online: false }, {}, {}],
    });
    expect((await call('POST', `${w}/flows/life/resume`)).body).toEqual({ version: 3, address: 'life-bot' });
    expect((await call('POST', `${w}/flows/life/restore`, back)).status).toBe(404);
    // What has come to others meanwhile stays theirs.
    await call('POST', `${w}/flows/life/unpublish`, { body: { openConversations: 'finish' } });
    await call('DELETE', `${w}/flows/life`);
    await call('POST', `${w}/flows/rival/publish`, { body: { address: 'life-bot' } });
    expect((await call('POST', `${w}/flows/life/restore`, back)).body).toEqual({ key: 'life', address: null });
    await call('DELETE', `${w}/flows/life`);
    await call('POST', `${w}/flows`, { body: flow('life') });
    expect((await call('POST', `${w}/flows/life/restore`, back)).body).toMatchObject({ code: 'key_taken' });
  });

  test('publish refuses errors, subflows that are not published, circles of calls, missing connections and variables, scripts that do not parse', async () => {
    const call1 = { id: 'call', type: 'subflow', config: { flow: 'callee' } };
    const caller = {
      ...flow('caller'),
      nodes: [
        ...flow('caller').nodes,
        call1,
        { id: 'h', type: 'http', config: { url: 'https://x.example', connection: 'nope' } },
        { id: 'm', type: 'message', config: { text: '{{ env.missing }}' } },
        { id: 's', type: 'script', config: { code: 'return {' } },
        { id: 'f', type: 'form', config: { fields: [{ key: 'f', label: 'F', type: 'file' }], saveAs: 'x' } },
      ],
    };
    await call('POST', `${w}/flows`, { body: caller });
    const refused = await call('POST', `${w}/flows/caller/publish`);
    expect(refused.status).toBe(422);
    expect(refused.body.issues?.map((issue) => issue.code)).toEqual(
      expect.arrayContaining(['subflow.missing', 'env.missing', 'script.syntax', 'form.file_unsupported']),
    );
    const validated = await call('POST', `${w}/flows/caller/validate`);
    expect(validated.body.issues).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ nodeId: 'call', path: 'flow', severity: 'error', code: 'subflow.missing' }),
      ]),
    );
  });

  test('export and import: a flow with its subflows, over an existing key as a draft, dry runs change nothing', async () => {
    await call('PUT', `${w}/variables/city`, { body: { value: 'Bonn' } });
    await call('POST', `${w}/flows`, { body: flow('sub') });
    await call('POST', `${w}/flows`, {
      body: {
        ...flow('main'),
        nodes: [
          ...flow('main').nodes,
          { id: 'c', type: 'subflow', config: { flow: 'sub' } },
          { id: 'm', type: 'message', config: { text: '{{ env.city }}' } },
        ],
      },
    });
    const bundle = (await call('GET', `${w}/flows/main/export`)).body;
    expect(bundle).toMatchObject({
      format: 'patchbay.bundle/1',
      flows: [{ key: 'main' }, { key: 'sub' }],
      requires: { variables: [{ key: 'city', value: 'Bonn' }] },
    });
    const moved = JSON.parse(JSON.stringify(bundle).replaceAll('"main"', '"main2"'));
    expect((await call('POST', `${w}/flows/import?dryRun=true`, { body: moved })).body).toMatchObject({
      dryRun: true,
      created: ['main2'],
      unchanged: ['sub'],
    });
    expect((await call('GET', `${w}/flows/main2/draft`)).status).toBe(404);
    expect((await call('POST', `${w}/flows/import`, { body: moved })).body).toMatchObject({
      dryRun: false,
      created: ['main2'],
    });
    const changed = { ...flow('main2'), name: 'Changed' };
    expect((await call('POST', `${w}/flows/import`, { body: changed })).body).toMatchObject({
      changed: [{ key: 'main2', revision: 2 }],
    });
    expect((await call('POST', `${w}/flows/main2/draft/undo`, { body: { revision: 1 } })).status).toBe(200);
    expect((await call('GET', `${w}/flows/main2/draft`)).body).toMatchObject({ name: 'main2' });
  });
});

describe('connections', () => {
  test('secrets are sealed, never given back, and do not follow a connection to another host', async () => {
    const canary = 'canary-3b1f';
    const made = await call('POST', `${w}/connections`, {
      body: {
        key: 'itsm',
        kind: 'http',
        config: { baseUrl: 'https://itsm.example.com', auth: 'bearer' },
        secrets: { token: canary },
      },
    });
    expect([made.status, made.body.secretNames]).toEqual([201, ['token']]);
    expect(
      (
        await call('POST', `${w}/connections`, {
          body: { key: 'bad', kind: 'http', config: { baseUrl: 'nope' }, secrets: { wrong: 'x' } },
        })
      ).body.issues?.[0]?.path,
    ).toBe('config.baseUrl');
    expect(
      (
        await call('PUT', `${w}/connections/itsm`, {
          body: { config: { baseUrl: 'https://evil.example.com', auth: 'bearer' } },
        })
      ).body.secretNames,
    ).toEqual([]);
    const everything = [await call('GET', `${w}/connections`), await call('GET', `${w}/audit?limit=200`), made]
      .map((answer) => JSON.stringify(answer.body))
      .join();
    expect(everything).not.toContain(canary);
    const stored = await app.database.dataSource.query('SELECT secrets FROM connection');
    expect(JSON.stringify(stored)).not.toContain(canary);
  });

  test('one without the credential that it needs is a warning at each node that uses it, and no reason not to publish', async () => {
    const http = { kind: 'http', baseUrl: 'https://bare.example.com' };
    const kinds = {
      bearer: { ...http, auth: 'bearer' },
      basic: { ...http, auth: 'basic', username: 'u' },
      header: { ...http, auth: 'header', header: 'x-key' },
      query: { ...http, auth: 'query', param: 'key' },
      open: { ...http, auth: 'none' },
      plain: http,
      gpt: { kind: 'openai', baseUrl: 'https://models.example.com' },
      llama: { kind: 'ollama', baseUrl: 'https://models.example.com' },
    };
    for (const [key, { kind, ...config }] of Object.entries(kinds))
      expect(await call('POST', `${w}/connections`, { body: { key, kind, config, secrets: {} } })).toMatchObject({
        status: 201,
      });
    const nodes = Object.entries(kinds).map(([connection, { kind }]) => ({
      id: connection,
      ...(kind === 'http'
        ? { type: 'http', config: { url: 'https://bare.example.com', connection } }
        : { type: 'llm', config: { prompt: 'Hi', connection } }),
    }));
    const starter = starterDocument({ key: 'bare', name: 'Bare' });
    const path = [...starter.nodes, ...nodes].map(({ id }) => id);
    const edges = path.slice(1).map((to, index) => ({ from: path[index], port: 'next', to }));
    const made = await call('POST', `${w}/flows`, {
      body: { ...starter, nodes: [...starter.nodes, ...nodes], edges },
    });
    expect(made.status).toBe(201);
    const bare = async () => {
      const { issues } = (await call('POST', `${w}/flows/bare/validate`)).body as unknown as {
        issues: { code: string; nodeId: string; path: string; severity: string }[];
      };
      return issues.flatMap(({ code, nodeId, path: field, severity }) =>
        code === 'connection.no_credential' ? [`${severity} ${nodeId} ${field}`] : [],
      );
    };
    expect(await bare()).toEqual(
      ['bearer', 'basic', 'header', 'query', 'gpt'].map((key) => `warning ${key} connection`),
    );
    expect((await call('POST', `${w}/flows/bare/publish`)).status).toBe(200);
    await call('PUT', `${w}/connections/bearer`, { body: { secrets: { token: 't' } } });
    await call('PUT', `${w}/connections/basic`, { body: { secrets: { password: 'p' } } });
    await call('PUT', `${w}/connections/header`, { body: { secrets: { value: 'v' } } });
    await call('PUT', `${w}/connections/query`, { body: { secrets: { value: 'v' } } });
    await call('PUT', `${w}/connections/gpt`, { body: { secrets: { apiKey: 'k' } } });
    expect(await bare()).toEqual([]);
  });

  test('the audit tells what was done and by whom', async () => {
    const { entries } = (await call('GET', `${w}/audit?limit=200`)).body as {
      entries: { action: string; actor: string }[];
    };
    expect(entries.map((entry) => entry.action)).toEqual(
      expect.arrayContaining([
        'flow.created',
        'flow.published',
        'connection.created',
        'api-key.created',
        'variable.set',
      ]),
    );
    expect((await call('GET', `${w}/audit`, { as: editorKey })).status).toBe(403);
  });
});

test('the OpenAPI document describes every route', async () => {
  const { body } = await call('GET', '/api/openapi.json', { as: 'nobody' });
  expect(Object.keys(body.paths as object).length).toBeGreaterThan(25);
  expect((await fetch(`${app.url}/api/docs`)).status).toBe(200);
});
