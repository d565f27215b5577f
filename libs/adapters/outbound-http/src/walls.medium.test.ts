import type dns from 'node:dns';
import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type HttpServer, portOf, startHttpServer } from '@patchbay/testing';
import { createOutboundHttp, type OutboundHttp } from './create-outbound-http.ts';

// What bypassed the walls of others, each against a listener that counts connections.
const traps: Server[] = [];
let port = 0;
let trapped = 0;
let redirecting: HttpServer;
let http: OutboundHttp;

const answers: Record<string, string[]> = {
  localhost: ['127.0.0.1'],
  'loop.example': ['127.0.0.1'],
  'mixed.example': ['93.184.216.34', '127.0.0.1'],
  'mixed-last.example': ['2606:4700::1', '::1'],
  'six.example': ['::1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'compatible.example': ['::127.0.0.1'],
  'translated.example': ['64:ff9b::7f00:1'],
  'none.example': [],
  'strange.example': ['not an address'],
  '127.0.0.1.nip.io': ['127.0.0.1'],
  'metadata.google.internal': ['93.184.216.34'],
  'kubernetes.default.svc': ['93.184.216.34'],
  'many.example': [...Array.from({ length: 200 }, (_, index) => `93.184.${index}.1`), '127.0.0.1'],
};
const lookup = ((
  name: string,
  _options: dns.LookupAllOptions,
  done: (error: Error | null, addresses: dns.LookupAddress[]) => void,
) => {
  const found = answers[name];
  if (!found) return done(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), []);
  done(
    null,
    found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  );
}) as typeof dns.lookup;

const hosts = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7F.1',
  '0x7f.0x0.0x0.0x1',
  '0177.0.0.1',
  '017700000001',
  '0177.0.0.01',
  '127.127.127.127',
  '127.0.0.1.',
  '127.000.000.001',
  '0',
  '0.0.0.0',
  '0x0',
  '00000000',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[0000::0001]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:0.0.0.0]',
  '[::ffff:0:127.0.0.1]',
  '[::127.0.0.1]',
  '[::7f00:1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  '[fe80::1]',
  '[fec0::1]',
  '[fc00::1]',
  '[fd00::1]',
  '[ff02::1]',
  '[ff0e::1]',
  '[100::1]',
  '[2001:db8::1]',
  '169.254.169.254',
  '[::ffff:169.254.169.254]',
  '0xa9fea9fe',
  '2852039166',
  '[fd00:ec2::254]',
  '169.254.170.2',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '10.0.0.1',
  '10.255.255.254',
  '172.16.0.1',
  '172.31.255.254',
  '192.168.0.1',
  '100.64.0.1',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '①②⑦.⓪.⓪.①',
  '１２７.0.0.1',
  '127。0。0。1',
  '127．0．0．1',
  '%31%32%37.0.0.1',
  '127.0.0.%31',
  '12\u00ad7.0.0.1',
  'LOCALHOST',
  'localhost.',
  'ip6-localhost',
  'a.localhost',
  ...Object.keys(answers),
];
const oddUrls = [
  'http:127.0.0.1:PORT',
  'http:/127.0.0.1:PORT/',
  'http:///127.0.0.1:PORT/',
  'http:\\\\127.0.0.1:PORT\\',
  'HTTP://127.0.0.1:PORT/',
  'ht\ntp://127.0.0.1:PORT/',
  ' http://127.0.0.1:PORT/',
  'http://user:pw@127.0.0.1:PORT/',
  'http://example.com@127.0.0.1:PORT/',
  'http://127.0.0.1:PORT#@example.com/',
  'http://127.0.0.1:PORT%2f@x/',
  'http://127.0.0.1:PORT\\@example.com/',
  'http://[fe80::1%25eth0]:PORT/',
  'http://127.0.0.1\t:PORT/',
  '//127.0.0.1:PORT/',
  '127.0.0.1:PORT',
  'file:///etc/passwd',
  'ftp://127.0.0.1:PORT/',
  'gopher://127.0.0.1:PORT/_x',
  'dict://127.0.0.1:PORT/x',
  'data:text/plain,x',
  'blob:http://127.0.0.1:PORT/x',
  'unix:/var/run/docker.sock',
  'http+unix://%2Fvar%2Frun%2Fdocker.sock/',
  'ws://127.0.0.1:PORT/',
  'javascript:1',
  '',
  'http://',
];
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

const urls = [
  ...hosts.map((host) => `http://${host}:PORT/`),
  ...hosts.map((host) => `https://${host}:PORT/`),
  ...oddUrls,
];

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
