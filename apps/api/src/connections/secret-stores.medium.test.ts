import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type HttpServer, startHttpServer, startVaultServer, type VaultServer } from '@patchbay/testing';
import { ChatApp, testFlow } from '../testing/chat-app.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'patchbay-secrets-'));
let app: ChatApp;
let vault: VaultServer;
let itsm: HttpServer;
beforeAll(async () => {
  [vault, itsm] = [await startVaultServer(), await startHttpServer()];
  vault.addRole({ roleId: 'patchbay', secretId: 'of the test', policies: ['patchbay/'] });
  vault.put({ path: 'patchbay/default/itsm/prod', data: { token: 'from the vault', key: 'k' } });
  vault.put({ path: 'patchbay/elsewhere/itsm/prod', data: { token: 'of another workspace' } });
  mkdirSync(path.join(directory, 'default'));
  writeFileSync(path.join(directory, 'default', 'itsm'), 'from a file\n');
  app = await ChatApp.start({
    variables: {
      // The vault is not among what flows may reach: its address is the operator's.
      PATCHBAY_ALLOW_PRIVATE_NETWORK: new URL(itsm.url).host,
      PATCHBAY_SECRETS_DIR: directory,
      PATCHBAY_SECRET__DEFAULT__ITSM_TOKEN: 'from a variable',
      PATCHBAY_SECRET__ELSEWHERE__ITSM_TOKEN: 'of another workspace',
      PATCHBAY_VAULT_ADDRESS: vault.url,
      PATCHBAY_VAULT_ROLE_ID: 'patchbay',
      PATCHBAY_VAULT_SECRET_ID: 'of the test',
      PATCHBAY_VAULT_CACHE_SECONDS: '0',
    },
  });
});
afterAll(async () => {
  await app.stop();
  await vault.close();
  await itsm.close();
  rmSync(directory, { recursive: true });
});

const config = () => ({ baseUrl: itsm.url, auth: 'bearer' });
const make = (key: string, token: unknown) =>
  app.admin('/connections', { body: { key, kind: 'http', config: config(), secrets: { token } } });
const tried = async (key: string) => {
  const before = itsm.requests.length;
  const { body } = await app.admin(`/connections/${key}/test`, { method: 'POST', body: {} });
  return [body.message, ...itsm.requests.slice(before).map(({ headers }) => headers.authorization)];
};

test('a connection takes its secret from a variable, a file or the vault, at each use, and says where it is kept', async () => {
  const places = {
    variable: { store: 'environment', name: 'itsm-token' },
    file: { store: 'file', name: 'itsm' },
    vault: { store: 'vault', name: 'itsm/prod' },
    first: { store: 'vault', name: 'itsm/prod', field: 'token', version: 1 },
  };
  for (const [key, place] of Object.entries(places)) {
    const made = await make(key, place);
    expect([made.status, made.body.secretNames, made.body.secretsFrom]).toEqual([201, ['token'], { token: place }]);
  }
  const { body } = await app.admin('/connections');
  expect(body.stores).toEqual(['environment', 'file', 'vault']);
  expect(await tried('variable')).toEqual(['It answered 404.', 'Bearer from a variable']);
  expect(await tried('file')).toEqual(['It answered 404.', 'Bearer from a file']);
  expect(await tried('vault')).toEqual(['It answered 404.', 'Bearer from the vault']);
  vault.put({ path: 'patchbay/default/itsm/prod', data: { token: 'turned over' } });
  writeFileSync(path.join(directory, 'default', 'itsm'), 'turned over');
  expect(await tried('vault')).toEqual(['It answered 404.', 'Bearer turned over']);
  expect(await tried('first')).toEqual(['It answered 404.', 'Bearer from the vault']);
  expect(await tried('file')).toEqual(['It answered 404.', 'Bearer turned over']);
});

test('what is kept for another workspace, or for the process, is out of reach', async () => {
  for (const [index, place] of [
    { store: 'vault', name: '../elsewhere/itsm/prod' },
    { store: 'file', name: '../../../etc/passwd' },
    { store: 'file', name: '..' },
    { store: 'environment', name: '' },
    { store: 'environment', name: 'itsm-token', version: 1 },
    { store: 'file', name: 'itsm', field: 'x' },
    { store: 'vault', name: 'itsm', version: 0 },
    { store: 'vault', name: 'itsm', path: '/sys' },
    { store: 'elsewhere', name: 'itsm' },
    { store: 'vault' },
  ].entries()) {
    const made = await make(`bad-${index}`, place);
    expect([place, made.status]).toEqual([place, 422]);
    expect((made.body.issues as { path: string }[])[0]!.path).toMatch(
      /^secrets\.token(\.(store|name|version|field|path))?$/,
    );
  }
  for (const [key, place] of Object.entries({
    'reach-1': { store: 'environment', name: 'elsewhere' },
    'reach-2': { store: 'environment', name: 'master-key' },
    'reach-3': { store: 'vault', name: 'nothing' },
  })) {
    expect((await make(key, place)).status).toBe(201);
    const [message, ...sent] = await tried(key);
    expect([message, sent]).toEqual([expect.stringMatching(/^The secret "token" of the connection "reach-\d": /), []]);
  }
});

test('a run branches on a vault that is sealed, and goes on with what it knew where it may', async () => {
  await make('sealed', { store: 'vault', name: 'itsm/prod' });
  await app.publish(
    testFlow(
      'sealed',
      [
        { id: 'call', type: 'http', config: { method: 'GET', url: 'echo', connection: 'sealed' } },
        { id: 'told', type: 'message', config: { text: '{{ nodes.call.status }} {{ nodes.call.error.code }}' } },
        { id: 'bye', type: 'end', config: {} },
      ],
      ['start > call', 'call > told', 'call.error > told', 'told > bye'],
    ),
  );
  expect(JSON.stringify((await app.open('sealed')).opened.events)).toContain('200');
  vault.sealed = true;
  const { events } = (await app.open('sealed')).opened;
  vault.sealed = false;
  expect(JSON.stringify(events)).toContain('connection.store_unavailable');
});

test('a reference stays with the origins that it was given for, as a secret does', async () => {
  await make('moved', { store: 'environment', name: 'itsm-token' });
  const change = (body: unknown) => app.admin('/connections/moved', { method: 'PUT', body });
  expect((await change({ config: config() })).body.secretsFrom).toEqual({
    token: { store: 'environment', name: 'itsm-token' },
  });
  const away = await change({ config: { ...config(), baseUrl: 'https://elsewhere.example' } });
  expect([away.body.secretNames, away.body.secretsFrom]).toEqual([[], {}]);
});
