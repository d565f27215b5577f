import type dns from 'node:dns';
import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type HttpServer, portOf, startHttpServer } from '@patchbay/testing';
import { createOutboundHttp, type OutboundHttp } from './create-outbound-http.ts';
import { answers, lookup, ssrfVectors } from './testing/ssrf-vectors.ts';

// What bypassed the walls of others, each against a listener that counts connections.
const traps: Server[] = [];
let port = 0;
let trapped = 0;
let redirecting: HttpServer;
let http: OutboundHttp;

const refused = /^http\.(address_refused|invalid_url|unreachable)$/;

beforeAll(async () => {
  const count = () =>
    createServer((socket) => {
      trapped++;
      socket.destroy();
    });
  const first = count();
  await new Promise<void>((resolve) => first.listen(0, '127.0.0.1', resolve));
  port = portOf(first);
  traps.push(first);
  // The same port of IPv6, on machines that have one.
  const second = count();
  await new Promise<void>((resolve) => second.on('error', () => resolve()).listen({ port, host: '::1' }, resolve));
  if (second.listening) traps.push(second);
  redirecting = await startHttpServer();
  http = createOutboundHttp({ allowPrivate: [new URL(redirecting.url).host], lookup });
});

afterAll(async () => {
  await http.close();
  await redirecting.close();
  for (const trap of traps) await new Promise((resolve) => trap.close(resolve));
});
afterEach(() => expect(trapped).toBe(0));

const urls = ssrfVectors;

test('there are more than 120 ways in', () => expect(new Set(urls).size).toBeGreaterThan(120));

test.each(urls)('%j is reached by no request, no fetch and no redirect', async (template) => {
  const url = template.replace('PORT', String(port));
  const timeoutMs = 3_000;
  await expect(http.request({ url, timeoutMs })).rejects.toMatchObject({ code: expect.stringMatching(refused) });
  await expect(http.fetchFor({})(url, { signal: AbortSignal.timeout(timeoutMs) })).rejects.toThrow();
  // A relative address leads back to the server that redirects, which may be reached.
  if (!URL.canParse(url) || /^http:\/?\d/.test(url)) return;
  for (const status of [302, 307]) {
    const from = `${redirecting.url}/redirect?status=${status}&to=${encodeURIComponent(url)}`;
    const outcome = await http.request({ url: from, timeoutMs }).catch((error: { code: string }) => error.code);
    expect(outcome).toMatch(refused);
  }
});

test('a name whose address changes after it was checked is checked again', async () => {
  let asked = 0;
  const rebinding = createOutboundHttp({
    // Nobody listens there, and no packet leaves the machine.
    allowPrivate: ['127.0.0.2'],
    lookup: ((name: string, options: dns.LookupAllOptions, done: never) => {
      answers['rebind.example'] = [asked++ === 0 ? '127.0.0.2' : '127.0.0.1'];
      lookup(name, options, done);
    }) as typeof dns.lookup,
  });
  const call = () => rebinding.request({ url: `http://rebind.example:${port}/`, timeoutMs: 300 });
  await expect(call()).rejects.toMatchObject({ code: expect.stringMatching(/timeout|unreachable/) });
  await expect(call()).rejects.toMatchObject({ code: 'http.address_refused' });
  expect(asked).toBeGreaterThan(1);
  await rebinding.close();
});

test('proxies of the process’s environment are not taken up', async () => {
  process.env.HTTP_PROXY = process.env.HTTPS_PROXY = process.env.ALL_PROXY = `http://127.0.0.1:${port}`;
  try {
    const own = createOutboundHttp({ allowPrivate: [], lookup });
    for (const url of ['http://gone.example/', 'https://gone.example/'])
      await expect(own.request({ url })).rejects.toMatchObject({ code: 'http.unreachable' });
    await own.close();
  } finally {
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY']) delete process.env[name];
  }
});
