import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { createOutboundHttp } from '@patchbay/outbound-http';
import { startHttpServer, startVaultServer, type VaultServer } from '@patchbay/testing';
import type { CredentialStore, SecretReference } from '../credential-store.ts';
import { createVaultStore, type VaultStoreSettings } from './create-vault-store.ts';

const canaries = { token: 'hvs.canary-token', secretId: 'canary-secret-id', value: 'canary-value' };
// Nothing private is allowed to it: the vault's own address is, for the vault's calls.
const http = createOutboundHttp({ allowPrivate: [] });
afterAll(() => http.close());

let vault: VaultServer;
const warned: string[] = [];
const opened: CredentialStore[] = [];
beforeEach(async () => {
  vault = await startVaultServer();
  warned.length = 0;
});
afterEach(async () => {
  for (const store of opened.splice(0)) store.close?.();
  await vault.close();
  expect(JSON.stringify(warned)).not.toMatch(/canary/);
});

function open(settings: Partial<VaultStoreSettings> = {}): CredentialStore {
  const store = createVaultStore({
    http,
    warn: (message) => warned.push(message),
    settings: {
      address: vault.url,
      signIn: { method: 'token', token: canaries.token },
      mount: 'secret',
      path: 'patchbay/{workspace}',
      cacheSeconds: 60,
      ...settings,
    },
  });
  opened.push(store);
  return store;
}

const byRole = { method: 'approle', mount: 'approle', roleId: 'patchbay', secretId: canaries.secretId } as const;

async function outcome(
  store: CredentialStore,
  reference: Partial<SecretReference> = {},
  workspace = 'default',
): Promise<string> {
  try {
    return await store.read({ workspace, reference: { name: 'itsm', field: 'token', ...reference } });
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    expect(message).not.toMatch(/canary/);
    return `${code}: ${message}`;
  }
}

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 60_000;
  while (!holds() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(holds()).toBe(true);
}

test('entries are read by token, by version and field, beneath the path of the workspace that asks', async () => {
  vault.addToken({ token: canaries.token, policies: ['patchbay/'] });
  vault.put({ path: 'patchbay/default/itsm', data: { token: 'first', other: 'o' } });
  vault.put({ path: 'patchbay/default/itsm', data: { token: canaries.value, number: 7, empty: '' } });
  vault.put({ path: 'patchbay/other/itsm', data: { token: 'of the other' } });
  vault.put({ path: 'outside', data: { token: 'outside' } });
  const store = open();
  expect(await outcome(store)).toBe(canaries.value);
  expect(await outcome(store, { version: 1 })).toBe('first');
  expect(await outcome(store, { version: 1, field: 'other' })).toBe('o');
  expect(await outcome(store, {}, 'other')).toBe('of the other');
  expect(await outcome(store, { field: 'other' })).toMatch(/^connection.secret_missing: .*"itsm" has no field "other"/);
  for (const field of ['number', 'empty']) expect(await outcome(store, { field })).toMatch(/"itsm" is no text/);
  for (const field of ['__proto__', 'constructor']) expect(await outcome(store, { field })).toMatch(/has no field/);
  const before = vault.calls.length;
  for (const name of ['../other/itsm', '../../outside', '%2e%2e/other/itsm', 'itsm?version=1', 'itsm#', '..', ''])
    expect([name, await outcome(store, { name })]).toEqual([
      name,
      'connection.secret_missing: That is no name of a secret.',
    ]);
  for (const workspace of ['..', 'default/../other', ''])
    expect(await outcome(store, {}, workspace)).toMatch(/no name/);
  expect(vault.calls.length).toBe(before);
});

test('what is missing, deleted, destroyed or refused is told apart', async () => {
  vault.addToken({ token: canaries.token, policies: ['patchbay/default/'] });
  for (const _ of [1, 2, 3]) vault.put({ path: 'patchbay/default/itsm', data: { token: canaries.value } });
  vault.remove({ path: 'patchbay/default/itsm', version: 1 });
  vault.destroy({ path: 'patchbay/default/itsm', version: 2 });
  const store = open();
  expect(await outcome(store, { version: 1 })).toBe(
    `connection.secret_missing: The vault's entry "itsm" in version 1 was deleted.`,
  );
  expect(await outcome(store, { version: 2 })).toBe(
    `connection.secret_missing: The vault's entry "itsm" in version 2 was destroyed.`,
  );
  expect(await outcome(store, { version: 9 })).toBe(
    `connection.secret_missing: The vault has no entry "itsm" in version 9.`,
  );
  expect(await outcome(store, { name: 'nothing/here' })).toBe(
    `connection.secret_missing: The vault has no entry "nothing/here".`,
  );
  expect(await outcome(store, {}, 'other')).toBe(
    `connection.secret_refused: The vault does not give "itsm" to this installation.`,
  );
  expect(await outcome(open({ signIn: { method: 'token', token: 'hvs.canary-wrong' } }))).toBe(
    `connection.secret_refused: The vault does not take this installation's token (403): it may have ended.`,
  );
  expect(await outcome(open({ mount: 'kv' }))).toMatch(/^connection.secret_missing: The vault has no entry/);
});

test('a role signs in, in its namespace; a wrong secret id is told of without it', async () => {
  vault.addRole({ roleId: 'patchbay', secretId: canaries.secretId });
  vault.put({ path: 'patchbay/default/itsm', data: { token: 'of the namespace' }, namespace: 'it/helpdesk' });
  vault.put({ path: 'patchbay/default/itsm', data: { token: 'of the root' } });
  const store = open({ signIn: byRole, namespace: 'it/helpdesk' });
  expect(await Promise.all([outcome(store), outcome(store, { name: 'x' }), outcome(store, { name: 'y' })])).toContain(
    'of the namespace',
  );
  // Signed in once, however many asked at the same time.
  expect(vault.calls.filter(({ path }) => path.endsWith('/login')).length).toBe(1);
  expect(vault.calls.every(({ namespace }) => namespace === 'it/helpdesk')).toBe(true);
  expect(await outcome(open({ signIn: byRole }))).toBe('of the root');
  expect(await outcome(open({ signIn: { ...byRole, secretId: 'canary-wrong' } }))).toBe(
    'connection.secret_refused: The vault does not take this role id with this secret id.',
  );
  expect(await outcome(open({ signIn: { ...byRole, mount: 'elsewhere' } }))).toMatch(
    /^connection.secret_refused: .*\(403\)/,
  );
});

test('an entry is asked for once in its time; a token that was revoked is replaced by signing in anew', async () => {
  vault.addRole({ roleId: 'patchbay', secretId: canaries.secretId });
  vault.put({ path: 'patchbay/default/itsm', data: { token: 'one' } });
  const store = open({ signIn: byRole });
  await Promise.all([outcome(store), outcome(store), outcome(store)]);
  vault.put({ path: 'patchbay/default/itsm', data: { token: 'two' } });
  expect(await outcome(store)).toBe('one');
  expect(vault.calls.filter(({ path }) => path.includes('/data/')).length).toBe(1);
  const eager = open({ signIn: byRole, cacheSeconds: 0 });
  expect(await outcome(eager)).toBe('two');
  vault.revokeAll();
  expect(await outcome(eager)).toBe('two');
  // A token that an operator gave cannot be replaced: it says so.
  vault.addToken({ token: canaries.token });
  const fixed = open({ cacheSeconds: 0 });
  expect(await outcome(fixed)).toBe('two');
  vault.revokeAll();
  expect(await outcome(fixed)).toMatch(/^connection.secret_refused/);
});

test('tokens are renewed before their lease ends; at the end of their life a role signs in anew', async () => {
  vault.addToken({ token: canaries.token, leaseSeconds: 2 });
  vault.addRole({ roleId: 'patchbay', secretId: canaries.secretId, leaseSeconds: 2, maxSeconds: 4 });
  vault.put({ path: 'patchbay/default/itsm', data: { token: 'one' } });
  const [fixed, role] = [open({ cacheSeconds: 0 }), open({ signIn: byRole, cacheSeconds: 0 })];
  expect([await outcome(fixed), await outcome(role)]).toEqual(['one', 'one']);
  const count = (end: string, by?: string) =>
    vault.calls.filter(({ path, token }) => path.endsWith(end) && (by === undefined || token === by)).length;
  await until(() => count('/renew-self', canaries.token) >= 2 && count('/login') >= 2);
  expect([await outcome(fixed), await outcome(role)]).toEqual(['one', 'one']);
  // One that cannot be renewed: the operator hears of it.
  vault.addToken({ token: 'hvs.canary-short', leaseSeconds: 2, renewable: false });
  expect(await outcome(open({ signIn: { method: 'token', token: 'hvs.canary-short' } }))).toBe('one');
  await until(() => warned.some((text) => /cannot be renewed/.test(text)));
});

test('while it is sealed, on standby or away, the last value stands in, and who has none is told why', async () => {
  vault.addToken({ token: canaries.token });
  vault.put({ path: 'patchbay/default/itsm', data: { token: canaries.value } });
  const store = open({ cacheSeconds: 0.001 });
  expect(await outcome(store)).toBe(canaries.value);
  vault.sealed = true;
  expect(await outcome(store)).toBe(canaries.value);
  expect(await outcome(open())).toBe('connection.store_unavailable: The vault is sealed.');
  vault.sealed = false;
  const elsewhere = await startHttpServer();
  vault.instead = (response) => void response.writeHead(307, { location: `${elsewhere.url}/echo` }).end();
  expect(await outcome(open())).toMatch(/^connection.store_unavailable: The vault sends calls elsewhere/);
  expect(elsewhere.requests).toEqual([]);
  await elsewhere.close();
  for (const [status, body] of [
    [500, '{"errors":["internal error"]}'],
    [502, '<html>bad gateway</html>'],
    [472, ''],
    [429, ''],
  ] as const) {
    vault.instead = (response) => void response.writeHead(status).end(body);
    expect(await outcome(open())).toBe(`connection.store_unavailable: The vault answers ${status}.`);
  }
  for (const body of [
    '',
    '[]',
    'null',
    '<html>',
    '{"data":{"data":[]}}',
    '{"data":null}',
    '{"auth":{"client_token":7}}',
  ]) {
    vault.instead = (response) => void response.writeHead(200).end(body);
    expect(await outcome(open({ signIn: byRole }))).toBe(
      'connection.store_unavailable: What answers at the address of the vault is none.',
    );
    expect(await outcome(open())).toMatch(/^connection.secret_refused/);
  }
  vault.instead = (response) => void response.writeHead(200).end(Buffer.alloc(300_000, 'x'));
  expect(await outcome(open())).toBe('connection.store_unavailable: The vault cannot be reached (http.too_large).');
  const { url } = vault;
  await vault.close();
  expect(await outcome(open({ address: url }))).toMatch(/^connection.store_unavailable: The vault cannot be reached/);
  expect(await outcome(store)).toBe(canaries.value);
});
