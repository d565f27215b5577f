import { describe, expect, it } from '@jest/globals';
import { loadConfiguration } from './configuration.ts';

describe('configuration', () => {
  it('needs no variable at all', () => {
    expect(loadConfiguration({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      database: { kind: 'embedded' },
      retention: { conversationDays: undefined, traceDays: 30 },
      rateLimits: true,
      secureCookies: false,
      openai: undefined,
    });
  });

  it.each([
    ['PORT', 'many'],
    ['PORT', '70000'],
    ['PATCHBAY_TRUSTED_PROXIES', '-1'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['PATCHBAY_ROLE', 'everything'],
    ['PATCHBAY_CRASH_POINT', 'somewhere:1'],
    ['PATCHBAY_RETENTION_DAYS', '0'],
    ['PATCHBAY_TRACE_RETENTION_DAYS', 'forever'],
    ['PATCHBAY_RATE_LIMITS', 'maybe'],
    ['PATCHBAY_MOST_REQUESTS', '0'],
    ['PATCHBAY_DATABASE_TIMEOUT_SECONDS', '0'],
    ['PATCHBAY_PREPARED_STATEMENTS', 'yes'],
    ['PATCHBAY_PUBLIC_URL', 'ftp://example.com'],
    ['PATCHBAY_VAULT_ADDRESS', 'vault.example.com'],
    ['PATCHBAY_VAULT_PATH', 'everybody'],
    ['PATCHBAY_VAULT_MOUNT', '../sys'],
    ['PATCHBAY_VAULT_CACHE_SECONDS', '4000'],
  ])('names the variable %s that says %s', (name, value) => {
    expect(() => loadConfiguration({ [name]: value })).toThrow(name);
  });

  it('takes a vault with one way to sign in', () => {
    const address = { PATCHBAY_VAULT_ADDRESS: 'https://vault.example.com:8200' };
    const [token, role, secret] = [
      { PATCHBAY_VAULT_TOKEN: 'hvs.x' },
      { PATCHBAY_VAULT_ROLE_ID: 'r' },
      { PATCHBAY_VAULT_SECRET_ID: 's' },
    ];
    for (const given of [{}, role, secret, { ...token, ...role }, { ...token, ...role, ...secret }])
      expect(() => loadConfiguration({ ...address, ...given })).toThrow('PATCHBAY_VAULT_TOKEN');
    expect(() => loadConfiguration(token)).toThrow('PATCHBAY_VAULT_ADDRESS');
    expect(loadConfiguration({ ...address, ...role, ...secret }).secretStores.vault).toMatchObject({
      signIn: { method: 'approle', mount: 'approle', roleId: 'r', secretId: 's' },
      path: 'patchbay/{workspace}',
      cacheSeconds: 60,
    });
    const set = { PATCHBAY_SECRET__DEFAULT__X: 'x', PATH: 'y', ...address, ...token };
    expect(loadConfiguration(set).secretStores.variables).toEqual({ PATCHBAY_SECRET__DEFAULT__X: 'x' });
  });

  it('refuses an address with a path as origin, and half an administrator', () => {
    expect(() => loadConfiguration({ PATCHBAY_PUBLIC_URL: 'https://example.com/chat' })).toThrow('PATCHBAY_PUBLIC_URL');
    expect(() => loadConfiguration({ PATCHBAY_ADMIN_EMAIL: 'a@example.com' })).toThrow('PATCHBAY_ADMIN_PASSWORD');
  });

  it.each(['10.0.0.0/33', 'http://intranet', 'a b', 'host:99999', '10.0.0', 'x/8'])(
    'refuses %s where a host, an address or a range is allowed',
    (entry) => {
      const load = (value: string) => loadConfiguration({ PATCHBAY_ALLOW_PRIVATE_NETWORK: value });
      expect(() => load(`10.0.0.1, ${entry}`)).toThrow(`PATCHBAY_ALLOW_PRIVATE_NETWORK: "${entry}"`);
      expect(load('10.0.0.1, [::1]:80, fd00::/8, itsm.local:8443, localhost').allowedPrivate).toHaveLength(5);
    },
  );

  it('derives cookies, database and models', () => {
    const configuration = loadConfiguration({
      PATCHBAY_PUBLIC_URL: 'https://help.example.com',
      DATABASE_URL: 'postgresql://a:b@pooler/x',
      OPENAI_BASE_URL: 'http://127.0.0.1:1234/v1',
      PATCHBAY_ALLOW_PRIVATE_NETWORK: '10.0.0.0/8, intranet.local ,',
      OLLAMA_HOST: '  ',
    });
    expect(configuration).toMatchObject({
      secureCookies: true,
      database: { kind: 'external', directUrl: 'postgresql://a:b@pooler/x' },
      allowedPrivate: ['10.0.0.0/8', 'intranet.local'],
      ollama: undefined,
    });
    expect(configuration.openai).toEqual({ apiKey: undefined, baseUrl: 'http://127.0.0.1:1234/v1', model: undefined });
  });
});
