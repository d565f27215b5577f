import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ChatApp, testFlow } from '../testing/chat-app.ts';

const webRoot = mkdtempSync(path.join(tmpdir(), 'patchbay-web-'));
let app: ChatApp;

beforeAll(async () => {
  mkdirSync(path.join(webRoot, 'chat'));
  writeFileSync(path.join(webRoot, 'chat/index.html'), '<!doctype html><head></head>');
  app = await ChatApp.start({ webRoot, variables: { PATCHBAY_PUBLIC_URL: 'https://help.example.com' } });
});
afterAll(async () => {
  await app?.stop();
  rmSync(webRoot, { recursive: true, force: true });
});

const bot = (key: string, embedding?: unknown) =>
  testFlow(key, [{ id: 'hello', type: 'message', config: { text: 'Hello' } }], undefined, {
    ...(embedding === undefined ? {} : { settings: { embedding } as never }),
  });
const policyOf = async (address: string) =>
  (await app.fetch(`/c/${address}`)).headers.get('content-security-policy') ?? '';
const ancestors = async (address: string) => /frame-ancestors ([^;]*)/.exec(await policyOf(address))?.[1];

test('a bot is framed by its own installation alone, until its flow names other sites; each bot has its own', async () => {
  await app.publish(bot('closed'));
  await app.publish(bot('open', { origins: ['https://intranet.example.com', 'https://*.example.org:8443'] }));
  expect(await ancestors('closed')).toBe("'self'");
  expect(await ancestors('open')).toBe("'self' https://intranet.example.com https://*.example.org:8443");
  expect(await ancestors('none')).toBe("'none'");
  expect(await policyOf('open')).toMatch(/script-src 'self' 'nonce-[\w-]{20,}';/);
  expect(await policyOf('open')).toContain("img-src 'self' data:;");
  expect(await policyOf('open')).toContain("require-trusted-types-for 'script'");
  expect((await app.fetch('/c/open')).headers.get('strict-transport-security')).toMatch(/max-age=\d+/);
});

test.each([
  [{ origins: ['*'] }],
  [{ origins: ['https://*'] }],
  [{ origins: ['https://*.com'] }],
  [{ origins: ["https://a.example; script-src 'unsafe-inline'"] }],
  [{ origins: ['https://a.example/path'] }],
  [{ origins: ['javascript:alert(1)'] }],
  [{ origins: ['https://a.example\r\nset-cookie: x=1'] }],
  [{ origins: ['https://a..example'] }],
  [{ origins: ["'unsafe-inline'"] }],
  [{ origins: 'https://a.example' }],
  [{ origins: Array.from({ length: 51 }, () => 'https://a.example') }],
  ['https://a.example'],
])('%j is no list of sites: publish refuses it', async (embedding) => {
  await app.admin('/flows', { body: bot('faulty', embedding) });
  const current = await app.admin('/flows/faulty/draft');
  await app.admin('/flows/faulty/draft', {
    method: 'PUT',
    body: bot('faulty', embedding),
    headers: { 'if-match': current.headers.get('etag')! },
  });
  const refused = await app.admin<{ issues: { path: string }[] }>('/flows/faulty/publish', { body: {} });
  expect([refused.status, refused.body.issues?.map((issue) => issue.path)]).toEqual([422, ['settings.embedding']]);
});
