import type dns from 'node:dns';
import { createServer as createTcpServer, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startServer, type TestServer } from '@patchbay/testing';
import { createHttpPort } from './create-http-port.ts';
import { createOutboundHttp } from './create-outbound-http.ts';

let trap: Server;
let trapPort = 0;
let trapped = 0;
let server: TestServer;
let other: TestServer;
const seen: { url: string; headers: Record<string, unknown>; body: string }[] = [];

beforeAll(async () => {
  trap = createTcpServer((socket) => {
    trapped++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
  const address = trap.address();
  trapPort = typeof address === 'object' && address ? address.port : 0;
  const listener = (name: string) =>
    startServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        seen.push({ url: `${name}${request.url}`, headers: request.headers, body });
        const url = new URL(request.url ?? '/', 'http://x');
        const to = url.searchParams.get('to');
        if (to) return response.writeHead(Number(url.searchParams.get('status') ?? 302), { location: to }).end();
        if (url.pathname === '/huge') {
          response.writeHead(200, { 'content-type': 'text/plain' });
          const push = () => {
            while (!response.destroyed && response.write('x'.repeat(65_536)));
            if (!response.destroyed) response.once('drain', push);
          };
          return push();
        }
        if (url.pathname === '/bomb')
          return response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000)));
        if (url.pathname === '/slow') return response.writeHead(200).write('a');
        if (url.pathname === '/garbage') return response.socket?.end('HTTP/1.1 huh\r\n\r\n');
        if (url.pathname === '/flaky' && seen.filter((one) => one.url.includes('/flaky')).length < 3)
          return response.writeHead(503, { 'retry-after': '0' }).end();
        const json = url.pathname === '/bad-json' ? '{"a":' : '{"ok":true,"__proto__":{"polluted":1}}';
        return response
          .writeHead(url.pathname === '/missing' ? 404 : 200, { 'content-type': 'application/json' })
          .end(json);
      });
    });
  server = await listener('a');
  other = await listener('b');
});

afterAll(async () => {
  await server.close();
  await other.close();
  await new Promise((resolve) => trap.close(resolve));
});

const resolving = (answers: Record<string, string[]>): typeof dns.lookup =>
  ((
    name: string,
    _options: dns.LookupAllOptions,
    done: (error: Error | null, addresses: dns.LookupAddress[]) => void,
  ) => {
    const found = answers[name];
    if (found)
      done(
        null,
        found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    else done(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), []);
  }) as never;

const hosts = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '017700000001',
  '127.127.127.127',
  '0',
  '0.0.0.0',
  '127.0.0.1.',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '[fe80::1]',
  '[fc00::1]',
  '[ff02::1]',
  '169.254.169.254',
  '[fd00:ec2::254]',
  '169.254.170.2',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  '100.64.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '①②⑦.0.0.1',
  '127。0。0。1',
  '%31%32%37.0.0.1',
];
const names = {
  localhost: ['127.0.0.1'],
  'rebind.example': ['127.0.0.1'],
  'mixed.example': ['93.184.216.34', '127.0.0.1'],
  'six.example': ['::1'],
  'mapped.example': ['::ffff:10.0.0.1'],
  'metadata.google.internal': ['93.184.216.34'],
};

describe('what must not be reached is refused before a byte is sent', () => {
  const http = createOutboundHttp({ allowPrivate: [], lookup: resolving(names) });
  const fetch = http.fetchFor({});
  const urls = [...hosts, ...Object.keys(names)].map((host) => `http://${host}:${'PORT'}/`);

  test.each(urls)('%s', async (template) => {
    const url = template.replace('PORT', String(trapPort));
    await expect(http.request({ url, timeoutMs: 3_000 })).rejects.toMatchObject({
      code: expect.stringMatching(/^http\.(address_refused|invalid_url|unreachable)$/),
    });
    await expect(fetch(url)).rejects.toThrow();
    expect(trapped).toBe(0);
  });

  test.each([
    'file:///etc/passwd',
    'ftp://x.example/',
    'gopher://x.example/',
    'http://user:pw@x.example/',
    'http:\\\\127.0.0.1/',
    'http://x.example/\r\nHost: y',
    'data:text/plain,x',
    ' ',
    'http://',
  ])('%j is no address', async (url) => {
    await expect(http.request({ url })).rejects.toMatchObject({
      code: expect.stringMatching(/^http\.(invalid_url|unreachable)$/),
    });
  });

  test.each([
    'Host',
    'X-Forwarded-For',
    'Metadata-Flavor',
    'X-aws-ec2-metadata-token',
    'Transfer-Encoding',
    'bad name',
  ])('the header %s cannot be set', async (name) => {
    await expect(http.request({ url: 'http://good.example/', headers: { [name]: 'x' } })).rejects.toMatchObject({
      code: 'http.invalid_header',
    });
  });

  test('a redirect to a private address is refused, in every kind of redirect', async () => {
    const one = createOutboundHttp({ allowPrivate: [new URL(server.url).host], lookup: resolving(names) });
    for (const status of [301, 302, 303, 307, 308]) {
      for (const to of [
        `http://127.0.0.1:${trapPort}/`,
        `http://localhost:${trapPort}/`,
        'file:///etc/passwd',
        `http://[::ffff:127.0.0.1]:${trapPort}/`,
      ]) {
        await expect(
          one.request({ url: `${server.url}/?status=${status}&to=${encodeURIComponent(to)}` }),
        ).rejects.toMatchObject({ code: expect.stringMatching(/address_refused|invalid_url/) });
      }
    }
    expect(trapped).toBe(0);
    await one.close();
  });

  test('50 good addresses are not refused', async () => {
    const { createAddressPolicy } = await import('./address-policy.ts');
    const policy = createAddressPolicy([]);
    const good = Array.from({ length: 50 }, (_, index) =>
      index % 5 === 0 ? `2606:4700::${index + 1}` : `${[8, 93, 151, 203][index % 4]}.${index + 1}.7.${index + 2}`,
    ).filter((address) => !address.startsWith('203.0.'));
    expect(good.filter((address) => !policy.allows({ address, host: 'good.example', port: 443 }))).toEqual([]);
  });
});

describe('what is allowed is reached', () => {
  const http = createOutboundHttp({ allowPrivate: ['127.0.0.0/8'] });
  const port = createHttpPort({
    http,
    connections: {
      resolve: async (key) =>
        key === 'itsm'
          ? { config: { auth: 'bearer', baseUrl: `${server.url}/api` }, secrets: { token: 'canary' } }
          : undefined,
    },
  });
  const signal = new AbortController().signal;
  afterAll(() => http.close());

  test('JSON in and out, statuses, text that only claims to be JSON', async () => {
    const answer = await port.request({
      method: 'POST',
      url: `${server.url}/x`,
      query: { q: 'a b' },
      body: { type: 'json', value: { a: 1 } },
      idempotencyKey: 'k1',
      signal,
    });
    expect(answer).toMatchObject({ status: 200, body: { ok: true } });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(seen.at(-1)).toMatchObject({
      url: 'a/x?q=a+b',
      body: '{"a":1}',
      headers: { 'idempotency-key': 'k1', 'content-type': 'application/json' },
    });
    expect((await port.request({ method: 'GET', url: `${server.url}/missing`, signal })).status).toBe(404);
    expect((await port.request({ method: 'GET', url: `${server.url}/bad-json`, signal })).body).toBe('{"a":');
  });

  test('a credential goes to its own origin alone, and not along a redirect', async () => {
    await port.request({ method: 'GET', url: 'tickets', connection: 'itsm', signal });
    expect(seen.at(-1)).toMatchObject({ url: 'a/api/tickets', headers: { authorization: 'Bearer canary' } });
    await expect(
      port.request({ method: 'GET', url: `${other.url}/x`, connection: 'itsm', signal }),
    ).rejects.toMatchObject({ code: 'connection.origin_refused' });
    await expect(port.request({ method: 'GET', url: 'x', connection: 'gone', signal })).rejects.toMatchObject({
      code: 'connection.missing',
    });
    await port.request({
      method: 'GET',
      url: `api/?to=${encodeURIComponent(`${other.url}/y`)}`,
      connection: 'itsm',
      signal,
    });
    expect(seen.at(-1)).toMatchObject({ url: 'b/y' });
    expect(seen.at(-1)?.headers.authorization).toBeUndefined();
  });

  test('500 MB, a bomb, a slow body, garbage and endless redirects end with an error, soon', async () => {
    const before = process.memoryUsage().rss;
    await expect(port.request({ method: 'GET', url: `${server.url}/huge`, signal })).rejects.toMatchObject({
      code: 'http.too_large',
    });
    await expect(port.request({ method: 'GET', url: `${server.url}/bomb`, signal })).rejects.toMatchObject({
      code: 'http.too_large',
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    await expect(
      port.request({ method: 'GET', url: `${server.url}/slow`, timeoutMs: 300, signal }),
    ).rejects.toMatchObject({ code: 'http.timeout' });
    await expect(port.request({ method: 'GET', url: `${server.url}/garbage`, signal })).rejects.toMatchObject({
      code: 'http.bad_response',
    });
    await expect(
      port.request({ method: 'GET', url: `${server.url}/?to=${encodeURIComponent(`${server.url}/?to=/`)}`, signal }),
    ).resolves.toMatchObject({ status: 200 });
    const loop = `${server.url}/loop`;
    await expect(
      port.request({
        method: 'GET',
        url: `${loop}?to=${encodeURIComponent(`${loop}?to=${encodeURIComponent(loop)}`)}`,
        signal,
      }),
    ).resolves.toMatchObject({ status: 200 });
  });

  test('tries again where that is safe, and gives up when it is told to', async () => {
    expect(
      await port.request({ method: 'GET', url: `${server.url}/flaky`, retry: { attempts: 4, backoffMs: 5 }, signal }),
    ).toMatchObject({ status: 200 });
    await expect(
      port.request({ method: 'GET', url: `${server.url}/slow`, signal: AbortSignal.timeout(100) }),
    ).rejects.toMatchObject({ code: 'aborted' });
    await expect(port.request({ method: 'GET', url: 'http://127.0.0.1:1/', signal })).rejects.toMatchObject({
      code: 'http.unreachable',
      retryable: true,
    });
  });
});
