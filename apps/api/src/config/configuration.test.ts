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
    ['PATCHBAY_PREPARED_STATEMENTS', 'yes'],
    ['PATCHBAY_PUBLIC_URL', 'ftp://example.com'],
  ])('names the variable %s that says %s', (name, value) => {
    expect(() => loadConfiguration({ [name]: value })).toThrow(name);
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
