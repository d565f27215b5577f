import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import {
  type HttpServer,
  type OpenAiServer,
  startHttpServer,
  startOllamaServer,
  startOpenAiServer,
  startVaultServer,
  type VaultServer,
} from '@patchbay/testing';
import { formOf } from '../testing/principals.ts';
import { ChatApp, testFlow } from '../testing/chat-app.ts';
import { DraftPeer } from '../testing/draft-peer.ts';

// One secret of every kind that this product holds. Characters are those that base64 and addresses write differently.
const canaries = {
  bearer: 'canary-bearer-7f3a/+?x',
  basic: 'canary-basic-81c2/+?x',
  header: 'canary-header-93b1/+?x',
  query: 'canary-query-a4d0/+?x',
  openai: 'sk-canary-openai-b5e9',
  ollama: 'canary-ollama-c6f8',
  environment: 'sk-canary-environment-d7a7',
  metrics: 'canary-metrics-e8b6',
  password: 'canary-password-f9c5',
  vaultSecretId: 'canary-vault-secret-id-1a2b',
  inVault: 'canary-in-vault-3c4d/+?x',
  inVariable: 'canary-in-variable-5e6f/+?x',
  inFile: 'canary-in-file-7a8b/+?x',
  masterKey: Buffer.alloc(32, 'canary-master-key').toString('base64'),
};
const all = (): string[] =>
  Object.values(canaries).flatMap((secret) => [
    secret,
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ]);
const found = (text: string) => all().filter((form) => text.includes(form));

let app: ChatApp;
let http: HttpServer;
let openai: OpenAiServer;
let environment: OpenAiServer;
let ollama: OpenAiServer;
let vault: VaultServer;
const directory = mkdtempSync(path.join(tmpdir(), 'patchbay-secrets-'));
/** Everything that anybody was shown. */
const shown: string[] = [];
const logged: string[] = [];

beforeAll(async () => {
  http = await startHttpServer({
    routes: {
      // Errors repeat what they were sent, in the body and in a header.
      '/refuse': (request, response) =>
        void response
          .writeHead(401, { 'content-type': 'text/plain', 'x-told': String(request.headers.authorization ?? '') })
          .end(`bad credential ${JSON.stringify(request)}`),
    },
  });
  const repeating = (server: () => OpenAiServer) => () => {
    const sent = String(server().headers.authorization ?? '').replace('Bearer ', '');
    return { text: `You sent ${sent} and cut it: ${sent.slice(0, 6)} ${sent}.` };
  };
  openai = await startOpenAiServer({ reply: repeating(() => openai) });
  environment = await startOpenAiServer({ reply: repeating(() => environment) });
  ollama = await startOllamaServer({ reply: repeating(() => ollama) });
  vault = await startVaultServer();
  vault.addRole({ roleId: 'patchbay', secretId: canaries.vaultSecretId });
  vault.put({ path: 'patchbay/default/itsm', data: { token: canaries.inVault } });
  mkdirSync(path.join(directory, 'default'));
  writeFileSync(path.join(directory, 'default', 'itsm'), canaries.inFile);
  jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    logged.push(String(chunk));
    return true;
  });
  app = await ChatApp.start({
    variables: {
      PATCHBAY_LOG_LEVEL: 'debug',
      PATCHBAY_ALLOW_PRIVATE_NETWORK: '127.0.0.0/8',
      PATCHBAY_MASTER_KEY: canaries.masterKey,
      PATCHBAY_METRICS_TOKEN: canaries.metrics,
      PATCHBAY_VAULT_ADDRESS: vault.url,
      PATCHBAY_VAULT_ROLE_ID: 'patchbay',
      PATCHBAY_VAULT_SECRET_ID: canaries.vaultSecretId,
      PATCHBAY_SECRET__DEFAULT__ITSM: canaries.inVariable,
      PATCHBAY_SECRETS_DIR: directory,
      OPENAI_API_KEY: canaries.environment,
      OPENAI_BASE_URL: `${environment.url}/v1`,
      OPENAI_MODEL: 'm',
    },
    password: canaries.password,
  });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await app.stop();
  for (const server of [http, openai, environment, ollama, vault]) await server.close();
  rmSync(directory, { recursive: true });
});

const see = (value: unknown) => shown.push(typeof value === 'string' ? value : JSON.stringify(value));
async function admin<Body = Record<string, unknown>>(path: string, options: Parameters<ChatApp['admin']>[1] = {}) {
  const answer = await app.admin<Body>(path, options);
  see([answer.body, Object.fromEntries(answer.headers)]);
  return answer;
}

const connections = () => [
  { key: 'bearer', kind: 'http', config: { baseUrl: http.url, auth: 'bearer' }, secrets: { token: canaries.bearer } },
  {
    key: 'basic',
    kind: 'http',
    config: { baseUrl: http.url, auth: 'basic', username: 'me' },
    secrets: { password: canaries.basic },
  },
  {
    key: 'header',
    kind: 'http',
    config: { baseUrl: http.url, auth: 'header', header: 'x-key' },
    secrets: { value: canaries.header },
  },
  {
    key: 'query',
    kind: 'http',
    config: { baseUrl: http.url, auth: 'query', param: 'k' },
    secrets: { value: canaries.query },
  },
  ...(['vault', 'environment', 'file'] as const).map((store) => ({
    key: `from-${store}`,
    kind: 'http',
    config: { baseUrl: http.url, auth: 'bearer' },
    secrets: { token: { store, name: 'itsm' } },
  })),
  {
    key: 'own',
    kind: 'openai',
    config: { baseUrl: `${openai.url}/v1`, model: 'm' },
    secrets: { apiKey: canaries.openai },
  },
  { key: 'llama', kind: 'ollama', config: { baseUrl: ollama.url, model: 'm' }, secrets: { apiKey: canaries.ollama } },
];

test('a secret of every kind appears in no answer, export, log, event, trace, prompt, error and page, although every server repeats it', async () => {
  for (const connection of connections()) {
    expect([connection.key, (await admin('/connections', { body: connection })).status]).toEqual([connection.key, 201]);
    await admin(`/connections/${connection.key}`, { method: 'PUT', body: { config: connection.config } });
    await admin('/connections', { body: connection });
    await admin('/connections', {
      body: { ...connection, key: `${connection.key}-x`, secrets: { wrong: 'x', ...connection.secrets } },
    });
    await admin(`/connections/${connection.key}/test`, { method: 'POST', body: {} });
  }
  // The keys reach their servers: else nothing would be shown by this.
  const calls = ['bearer', 'basic', 'header', 'query', 'from-vault', 'from-environment', 'from-file'].flatMap((key) => [
    { id: `echo-${key}`, type: 'http', config: { url: 'echo', connection: key } },
    { id: `refuse-${key}`, type: 'http', config: { url: 'refuse', connection: key } },
    { id: `away-${key}`, type: 'http', config: { url: 'https://elsewhere.example/', connection: key } },
    { id: `broken-${key}`, type: 'http', config: { url: 'garbage', connection: key } },
  ]);
  const asked = ['own', 'llama', 'openai'].flatMap((key) => [
    {
      id: `ask-${key}`,
      type: 'llm',
      config: { connection: key, prompt: 'Say {{ nodes.echo-bearer.body | json }} {{ env | json }}' },
    },
  ]);
  const nodes = [
    ...calls.map((node) => ({ ...node, config: { method: 'GET', ...node.config } })),
    ...asked,
    {
      id: 'script',
      type: 'script',
      config: { code: 'console.log(JSON.stringify(input)); return JSON.stringify(input)' },
    },
    { id: 'tell', type: 'message', config: { text: '{{ nodes | json }} {{ vars | json }}' } },
    { id: 'end', type: 'end', config: {} },
  ];
  const edges = ['start > echo-bearer'];
  for (const [index, node] of nodes.slice(0, -1).entries()) {
    const to = nodes[index + 1]!.id;
    edges.push(`${node.id} > ${to}`);
    if (['http', 'llm', 'script'].includes(node.type)) edges.push(`${node.id}.error > ${to}`);
  }
  const flow = testFlow('canaries', nodes as never, edges);
  see(await app.publish(flow));

  // Twice: the second time every model server refuses, and repeats the key in what it says.
  for (const round of ['answers', 'refuses']) {
    if (round === 'refuses')
      for (const server of [openai, environment, ollama])
        server.next({ status: 401, message: `Incorrect key ${String(server.headers.authorization)}` });
    const opened = await app.open('canaries');
    see(opened.opened);
    see(await opened.events());
    const record = await admin(`/conversations/${opened.id}/events`);
    expect(JSON.stringify(record.body)).toContain(round === 'answers' ? 'You sent' : 'nodes');
  }
  for (const secret of [canaries.bearer, canaries.inVault, canaries.inVariable, canaries.inFile])
    expect(http.requests.some(({ headers }) => headers.authorization === `Bearer ${secret}`)).toBe(true);
  expect(http.requests.some(({ url }) => url.includes(encodeURIComponent(canaries.query)))).toBe(true);
  for (const server of [openai, environment, ollama]) expect(String(server.headers.authorization)).toMatch(/canary/);

  for (const path of [
    '/connections',
    '/audit?limit=200',
    '/flows',
    '/flows/canaries/export',
    '/flows/canaries/draft',
    '/flows/canaries/draft/history',
    '/flows/canaries/versions',
    '/flows/canaries/versions/1',
    '/conversations',
    '/variables',
    '/members',
    '/api-keys',
    '/nowhere',
  ])
    await admin(path);
  await admin('/flows/canaries/validate', { method: 'POST', body: {} });
  for (const path of ['/c/canaries', '/api/openapi.json', '/api/v1/setup', '/metrics', '/health/ready', '/api/v1/me']) {
    const response = await app.fetch(path, { token: app.adminKey });
    see([await response.text(), Object.fromEntries(response.headers)]);
  }
  const metrics = await app.fetch('/metrics', { token: canaries.metrics });
  expect(metrics.status).toBe(200);
  see(await metrics.text());

  await expectNothingShown();
});

test('nor in a preview and its debugging, a node that is run alone, pins, test cases, a replay, comments, the socket of a draft: whatever a workspace can be asked for is asked', async () => {
  const flow = '/flows/canaries';
  const made = await admin<{ conversation: { id: string } }>(`${flow}/preview/conversations`, { body: {} });
  expect(made.status).toBe(201);
  const preview = `${flow}/preview/conversations/${made.body.conversation.id}`;
  for (const nodeId of ['echo-header', 'refuse-query', 'ask-own', 'ask-llama', 'script', 'tell']) {
    const run = await admin(`${flow}/preview/node-runs`, {
      body: { nodeId, conversationId: made.body.conversation.id, allowWrites: true },
    });
    expect([nodeId, run.status]).toEqual([nodeId, 200]);
    const { body } = await admin(`${preview}/nodes/${nodeId}`);
    expect(body).toMatchObject({ visited: true });
  }
  // What a node knew is what is pinned to the next.
  const known = await admin<{ nodes: Record<string, unknown> }>(`${preview}/nodes/tell`);
  expect(JSON.stringify(known.body.nodes)).toContain('You sent');
  await admin(`${flow}/pins/echo-basic`, {
    method: 'PUT',
    body: { outlet: 'next', value: known.body.nodes['echo-basic'] ?? null },
  });
  const asked = http.requests.length;
  const turns = [{ act: 'open', expect: ['nothing that it says'] }];
  const test = await admin(`${flow}/tests`, { body: { name: 'live', turns, pins: {}, live: true } });
  expect(test.status).toBe(201);
  const ran = await admin(`${flow}/tests/run`, { body: {} });
  expect(JSON.stringify(ran.body)).toContain('You sent');
  const conversation = await app.open('canaries');
  const replayed = await admin(`/conversations/${conversation.id}/replay`, { body: { live: true } });
  expect(JSON.stringify(replayed.body)).toContain('You sent');
  expect(http.requests.length).toBeGreaterThan(asked + 30);
  await admin(`${flow}/comments`, { body: { nodeId: 'ask-own', body: 'Look here', mentions: [] } });
  await admin(`${flow}/validate`, { method: 'POST', body: {} });
  await admin(`${flow}/publish`, { method: 'POST', body: { note: 'again' } });

  const peer = await DraftPeer.open({
    url: app.app.url,
    key: 'canaries',
    headers: { authorization: `Bearer ${app.adminKey}` },
    origin: null,
  });
  await peer.hello(1);
  const operations = [{ type: 'node.set', id: 'tell', path: ['text'], value: 'Changed' }];
  peer.operations({ base: peer.known, clientId: 'c-1', operations });
  await peer.until('done');
  see(peer.news);
  peer.close();

  const file = await conversation.call('/files', { body: formOf('a line') });
  const tried = await app.fetch(`/api/v1/workspaces/default${preview}/files`, {
    body: formOf('a line'),
    token: app.adminKey,
  });
  const inPreview: { id: string } = await tried.json();
  const places: Record<string, string> = {
    workspace: 'default',
    bot: 'canaries',
    key: 'canaries',
    version: '1',
    nodeId: 'tell',
    fileId: (file.body as unknown as { id: string }).id,
  };
  const queries: Record<string, string> = { diff: '?from=1&to=draft', operations: '?since=0', audit: '?limit=200' };
  for (const { method, url } of app.app.app.routes) {
    if (method !== 'GET' || !url.startsWith('/api/') || /docs|openapi/.test(url)) continue;
    const isPreview = url.includes('/preview/');
    const id = isPreview ? made.body.conversation.id : conversation.id;
    const path = url.replace(/:(\w+)/g, (_, name: string) => {
      const value = name === 'id' ? id : name === 'fileId' && isPreview ? inPreview.id : places[name];
      // A new route: what stands in its place?
      if (value === undefined) throw new Error(`${url}: ${name}`);
      return value;
    });
    const query = queries[path.slice(path.lastIndexOf('/') + 1)] ?? '';
    const token = url.startsWith('/api/chat/') ? conversation.token : app.adminKey;
    const answer = await app.fetch(`${path}${query}`, { token });
    expect([url, answer.status]).toEqual([url, 200]);
    see([await answer.text(), Object.fromEntries(answer.headers)]);
  }
  await expectNothingShown();
});

/** Looks at all that was shown, stored, logged and sent to models. */
async function expectNothingShown(): Promise<void> {
  // Traces are written in batches.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const { dataSource } = app.app.database;
  const tables: { name: string }[] = await dataSource.query(
    "SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition",
  );
  const stored: Record<string, string> = {};
  for (const { name } of tables)
    stored[name] = JSON.stringify(await dataSource.query(`SELECT row_to_json(t) AS row FROM "${name}" t`));
  expect(stored.event!.length).toBeGreaterThan(1_000);
  expect(stored.run_trace!.length).toBeGreaterThan(1_000);
  expect(
    Object.entries(stored)
      .filter(([, text]) => found(text).length > 0)
      .map(([name, text]) => [name, found(text)]),
  ).toEqual([]);
  expect(shown.filter((text) => found(text).length > 0)).toEqual([]);
  expect(logged.filter((text) => found(text).length > 0)).toEqual([]);
  for (const server of [openai, environment, ollama]) expect(found(JSON.stringify(server.requests))).toEqual([]);
}
