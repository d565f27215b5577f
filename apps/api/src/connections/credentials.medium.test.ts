import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type HttpServer, startHttpServer } from '@patchbay/testing';
import { createVault, fixedKeys } from '@patchbay/vault';
import { ChatApp, testFlow } from '../testing/chat-app.ts';
import { ConnectionsService } from './connections.service.ts';

let app: ChatApp;
let good: HttpServer;
let evil: HttpServer;
beforeAll(async () => {
  [good, evil] = [await startHttpServer(), await startHttpServer()];
  app = await ChatApp.start({ variables: { PATCHBAY_ALLOW_PRIVATE_NETWORK: '127.0.0.0/8' } });
});
afterAll(async () => {
  await app.stop();
  await good.close();
  await evil.close();
});

const sql = (text: string, values: unknown[] = []) => app.app.database.dataSource.query(text, values);
const change = (key: string, body: unknown) => app.admin(`/connections/${key}`, { method: 'PUT', body });

test('a credential stays with the origins that it was given for: one more address, and it has to be given again', async () => {
  const config = { baseUrl: good.url, auth: 'bearer', origins: ['https://files.example.com'] };
  const made = await app.admin('/connections', {
    body: { key: 'itsm', kind: 'http', config, secrets: { token: 'canary' } },
  });
  expect([made.status, made.body.secretNames]).toEqual([201, ['token']]);
  const same = { ...config, baseUrl: `${good.url}/api` };
  expect((await change('itsm', { config: same })).body.secretNames).toEqual(['token']);
  expect((await change('itsm', { config: { ...same, origins: [] } })).body.secretNames).toEqual(['token']);
  const wider = { ...same, origins: [new URL(evil.url).origin] };
  expect((await change('itsm', { config: wider })).body.secretNames).toEqual([]);
  const again = await change('itsm', { config: wider, secrets: { token: 'canary' } });
  expect(again.body.secretNames).toEqual(['token']);
  // An address that is the default of its kind is one as well.
  await app.admin('/connections', { body: { key: 'gpt', kind: 'openai', config: {}, secrets: { apiKey: 'canary' } } });
  expect((await change('gpt', { config: { model: 'm' } })).body.secretNames).toEqual(['apiKey']);
  expect((await change('gpt', { config: { baseUrl: evil.url } })).body.secretNames).toEqual([]);
});

test('a deleted connection comes back with its credential, once, unless its key was given to another or its time is over', async () => {
  const remove = () => app.admin('/connections/slip', { method: 'DELETE' });
  const restore = () => app.admin('/connections/slip/restore', { method: 'POST', body: {} });
  const token = async () => {
    const place = {
      workspaceId: (await sql("SELECT id FROM workspace WHERE key = 'default'"))[0].id,
      kinds: ['http'] as const,
    };
    const found = await app.app.app.nest.get(ConnectionsService).resolve({ ...place, key: 'slip' });
    return found?.secrets.token;
  };
  const config = { baseUrl: good.url, auth: 'bearer' };
  const connection = { key: 'slip', kind: 'http', config, secrets: { token: 'canary' } };
  const made = (await app.admin('/connections', { body: connection })).body;
  expect((await remove()).status).toBe(204);
  expect(await token()).toBeUndefined();
  expect((await restore()).body).toEqual(made);
  expect(await token()).toBe('canary');
  expect((await restore()).status).toBe(404);

  await remove();
  await app.admin('/connections', { body: { ...connection, secrets: {} } });
  expect(await restore()).toMatchObject({ status: 409, body: { code: 'key_taken' } });
  expect(await token()).toBeUndefined();
  await remove();
  await sql("UPDATE recently_deleted SET at = at - interval '61 minutes' WHERE key = 'slip'");
  expect((await restore()).status).toBe(404);
});

test('who changes the address in the database itself does not get the credential', async () => {
  await app.admin('/connections', {
    body: { key: 'a', kind: 'http', config: { baseUrl: good.url, auth: 'bearer' }, secrets: { token: 'canary' } },
  });
  await app.admin('/connections', {
    body: {
      key: 'm',
      kind: 'openai',
      config: { baseUrl: `${good.url}/v1`, model: 'm' },
      secrets: { apiKey: 'canary' },
    },
  });
  for (const key of ['a', 'm'])
    await sql(`UPDATE connection SET config = jsonb_set(config, '{baseUrl}', to_jsonb($1::text)) WHERE key = $2`, [
      evil.url,
      key,
    ]);
  const before = evil.requests.length;
  expect((await app.admin('/connections/m/test', { method: 'POST', body: {} })).body).toMatchObject({ ok: false });
  expect((await app.admin('/connections/a/test', { method: 'POST', body: {} })).body).toMatchObject({ ok: false });
  await app.publish(
    testFlow(
      'swapped',
      [
        { id: 'call', type: 'http', config: { method: 'GET', url: 'x', connection: 'a' } },
        { id: 'ask', type: 'llm', config: { connection: 'm', prompt: 'x' } },
        { id: 'told', type: 'message', config: { text: '{{ nodes.call.error.code }} {{ nodes.ask.error.code }}' } },
        { id: 'bye', type: 'end', config: {} },
      ],
      ['start > call', 'call > told', 'call.error > ask', 'ask > told', 'ask.error > told', 'told > bye'],
    ),
  );
  const opened = await app.open('swapped');
  expect(JSON.stringify(opened.opened.events)).toContain('connection.origin_refused connection.origin_refused');
  expect(evil.requests.length).toBe(before);
});

test('0 of 1,000 credentials moved to another row, another workspace or an earlier version open', async () => {
  const [{ id: workspace }] = await sql("SELECT id FROM workspace WHERE key = 'default'");
  const vault = createVault({ keys: fixedKeys([Buffer.alloc(32, 'test')]) });
  const rows = Array.from({ length: 1_000 }, (_, index) => {
    // Each sealed for another place than the one that it is put to.
    const places = [
      { workspace, row: `moved-${(index + 4) % 1_000}`, version: 2 },
      { workspace: randomUUID(), row: `moved-${index}`, version: 2 },
      { workspace, row: `moved-${index}`, version: 1 },
      { workspace, row: `moved-${index}`, version: 3 },
    ];
    const place = places[index % places.length]!;
    const plaintext = JSON.stringify({ origins: [good.url], secrets: { token: `canary-${index}` } });
    return { key: `moved-${index}`, secrets: vault.seal({ plaintext, context: { ...place, field: 'secrets' } }) };
  });
  await sql(
    `INSERT INTO connection (workspace_id, key, kind, config, secrets, secret_names, revision)
     SELECT $1, r.key, 'http', '{}', r.secrets, '{token}', 2 FROM jsonb_to_recordset($2::jsonb) AS r (key text, secrets text)`,
    [workspace, JSON.stringify(rows)],
  );
  const own = vault.seal({
    plaintext: JSON.stringify({ origins: [], secrets: { token: 'own' } }),
    context: { workspace, row: 'moved-0', field: 'secrets', version: 2 },
  });
  const connections = app.app.app.nest.get(ConnectionsService);
  let opened = 0;
  for (const { key } of rows) {
    await connections.resolve({ workspaceId: workspace, key, kinds: ['http'] }).then(
      () => opened++,
      () => undefined,
    );
  }
  expect(opened).toBe(0);
  // What was sealed for its place opens there: the thousand were not refused for another reason.
  await sql("UPDATE connection SET secrets = $1 WHERE key = 'moved-0'", [own]);
  const found = await connections.resolve({ workspaceId: workspace, key: 'moved-0', kinds: ['http'] });
  expect(found?.secrets).toEqual({ token: 'own' });
});
