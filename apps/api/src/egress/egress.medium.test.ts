import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EGRESS_HOSTS_AN_HOUR, EgressRepository } from '@patchbay/db';
import { type HttpServer, type OpenAiServer, startHttpServer, startOpenAiServer } from '@patchbay/testing';
import { ChatApp, testFlow } from '../testing/chat-app.ts';
import { EgressService } from './egress.service.ts';

let app: ChatApp;
let server: HttpServer;
let model: OpenAiServer;
const at = (path: string) => `${server.url.replace('127.0.0.1', 'localhost')}${path}`;

beforeAll(async () => {
  server = await startHttpServer();
  model = await startOpenAiServer();
  app = await ChatApp.start({ variables: { PATCHBAY_ALLOW_PRIVATE_NETWORK: 'localhost' } });
  await app.admin('/connections', {
    body: {
      key: 'm',
      kind: 'openai',
      config: { baseUrl: `${model.url.replace('127.0.0.1', 'localhost')}/v1`, model: 'm' },
      secrets: {},
    },
  });
  await app.publish(
    testFlow(
      'calls',
      [
        { id: 'call', type: 'http', config: { method: 'GET', url: at('/echo') } },
        {
          id: 'away',
          type: 'http',
          config: { method: 'GET', url: at(`/redirect?to=${encodeURIComponent(`${server.url}/echo`)}`) },
        },
        { id: 'ask', type: 'llm', config: { connection: 'm', prompt: 'x', output: 'silent' } },
        {
          id: 'told',
          type: 'message',
          config: { text: '{% for n in nodes %}{{ n[0] }}:{{ n[1].status }}{{ n[1].error.code }} {% endfor %}' },
        },
        { id: 'end', type: 'end', config: {} },
      ],
      [
        'start > call',
        'call > away',
        'call.error > away',
        'away > ask',
        'away.error > ask',
        'ask > told',
        'ask.error > told',
        'told > end',
      ],
    ),
  );
});
afterAll(async () => {
  await app.stop();
  await server.close();
  await model.close();
});

const said = async () => JSON.stringify((await app.open('calls')).opened.events);
const set = (hosts: string[] | null) => app.admin('/egress', { method: 'PUT', body: { hosts } });
const log = async () => {
  await app.app.app.nest.get(EgressService).write();
  return (await app.admin<{ hosts: string[] | null; calls: Record<string, unknown>[] }>('/egress')).body;
};

test('what left is on record: who, what for, where to and how it ended', async () => {
  const told = await said();
  expect(told).toContain('call:200');
  // 127.0.0.1 itself is not allowed, wherever a redirect comes from.
  expect(told).toContain('away:http.address_refused');
  const host = new URL(at('/')).host;
  const { calls, hosts } = await log();
  expect(hosts).toBeNull();
  expect(calls).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ purpose: 'http', flow: 'calls', host, outcome: '200', calls: 1 }),
      expect.objectContaining({ purpose: 'http', flow: 'calls', host, outcome: '302' }),
      expect.objectContaining({ purpose: 'http', flow: 'calls', outcome: 'http.address_refused' }),
      expect.objectContaining({
        purpose: 'model',
        flow: 'calls',
        host: new URL(model.url.replace('127.0.0.1', 'localhost')).host,
        outcome: '200',
      }),
    ]),
  );
  const metrics = await (await app.fetch('/metrics')).text();
  expect(metrics).toMatch(/patchbay_egress_total\{purpose="http",outcome="2xx"\} [1-9]/);
  expect(metrics).toMatch(/patchbay_egress_total\{purpose="http",outcome="http\.address_refused"\} [1-9]/);
});

test('a flow that calls ever other hosts fills no table: past so many in an hour they are counted together', async () => {
  const repository = app.app.app.nest.get(EgressRepository);
  const [{ id: workspaceId }] = await app.app.database.dataSource.query(
    "SELECT id FROM workspace WHERE key = 'default'",
  );
  const entry = (host: string) => ({ purpose: 'http', flow: 'flood', connection: '', host, outcome: '200', calls: 1 });
  const rows = () =>
    app.app.database.dataSource.query(
      "SELECT host, calls::integer FROM egress_log WHERE flow = 'flood' ORDER BY calls DESC, host LIMIT 3000",
    );
  const hosts = Array.from({ length: EGRESS_HOSTS_AN_HOUR + 500 }, (_, index) => `h${index}.example.com`);
  for (let at = 0; at < hosts.length; at += 250)
    await repository.add({ workspaceId, entries: hosts.slice(at, at + 250).map(entry) });
  await repository.add({ workspaceId, entries: [entry('h0.example.com'), entry('late.example.com')] });
  const found = await rows();
  expect(found.length).toBeLessThanOrEqual(EGRESS_HOSTS_AN_HOUR + 251);
  expect(found[0]).toMatchObject({ host: '(others)' });
  expect(found[1]).toEqual({ host: 'h0.example.com', calls: 2 });
  expect(found.reduce((sum: number, { calls }: { calls: number }) => sum + calls, 0)).toBe(hosts.length + 2);
});

test('a workspace reaches the hosts of its list and no other: by nodes, models, tests and redirects', async () => {
  expect((await set(['bad host!', 'ok.example'])).body).toMatchObject({
    issues: [{ path: 'hosts.0', code: 'invalid_host' }],
  });
  expect((await set(['*.example.com', 'itsm.example'])).status).toBe(200);
  const [before, models] = [server.requests.length, model.requests.length];
  const told = await said();
  expect(told).toContain('call:http.address_refused');
  expect(told).toContain('ask:model.unavailable');
  expect((await app.admin('/connections/m/test', { method: 'POST', body: {} })).body).toMatchObject({ ok: false });
  expect([server.requests.length, model.requests.length]).toEqual([before, models]);
  expect((await log()).hosts).toEqual(['*.example.com', 'itsm.example']);
  await set(['localhost']);
  expect(await said()).toContain('call:200');
  expect((await app.admin('/connections/m/test', { method: 'POST', body: {} })).body).toMatchObject({ ok: true });
  await set([]);
  expect(await said()).toContain('call:http.address_refused');
  await set(null);
  expect(await said()).toContain('call:200');
  expect(JSON.stringify((await app.admin('/audit?limit=50')).body)).toContain('egress.changed');
});

test('an administrator of the installation opens private networks without a restart, and closes them', async () => {
  const allow = (allowed: string[]) =>
    app.call<Record<string, unknown>>('/api/v1/private-network', {
      method: 'PUT',
      body: { allowed },
      token: app.adminKey,
    });
  expect((await allow(['nonsense!'])).body).toMatchObject({ issues: [{ path: 'allowed.0' }] });
  expect(await said()).toContain('away:http.address_refused');
  expect((await allow(['127.0.0.0/8'])).status).toBe(200);
  expect(await said()).toContain('away:200');
  expect((await app.call('/api/v1/private-network', { token: app.adminKey })).body).toEqual({
    allowed: ['127.0.0.0/8'],
  });
  await allow([]);
  expect(await said()).toContain('away:http.address_refused');
});
