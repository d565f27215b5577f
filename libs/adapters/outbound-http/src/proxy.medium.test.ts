import { createServer, type Server } from 'node:https';
import tls from 'node:tls';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type HttpServer, type ProxyServer, portOf, selfSigned, startHttpServer, startProxy } from '@patchbay/testing';
import { createOutboundHttp, type OutboundHttp } from './create-outbound-http.ts';

const given = tls.getCACertificates('default');
let target: Server;
let plain: HttpServer;
let proxy: ProxyServer;
let refusing: ProxyServer;
let http: OutboundHttp;
let seen: { url: string; authorization: string | undefined }[] = [];

beforeAll(async () => {
  const { key, cert } = selfSigned({ name: 'itsm.example' });
  tls.setDefaultCACertificates([...given, cert]);
  target = createServer({ key, cert }, (request, response) => {
    seen.push({ url: request.url ?? '', authorization: request.headers.authorization });
    if (request.url === '/away') return response.writeHead(302, { location: 'https://169.254.169.254/' }).end();
    return response.writeHead(200, { 'content-type': 'application/json' }).end('{"through":"proxy"}');
  });
  await new Promise<void>((resolve) => target.listen({ port: 0, host: '127.0.0.1' }, resolve));
  plain = await startHttpServer();
  proxy = await startProxy({ to: portOf(target) });
  refusing = await startProxy();
  http = createOutboundHttp({
    allowPrivate: [],
    proxy: { https: proxy.url.replace('http://', 'http://user:pass@'), no: 'direct.example' },
    // Nobody but the proxy knows names.
    lookup: ((_name: string, _options: unknown, done: (error: Error) => void) =>
      done(Object.assign(new Error('no resolver'), { code: 'ENOTFOUND' }))) as never,
  });
});

afterAll(async () => {
  tls.setDefaultCACertificates(given);
  await http.close();
  await proxy.close();
  await refusing.close();
  await plain.close();
  target.closeAllConnections();
  await new Promise((resolve) => target.close(resolve));
});

beforeEach(() => {
  seen = [];
  proxy.tunnels.length = 0;
});

test('https goes through the proxy, which alone resolves the name; the proxy’s own credential stays with it', async () => {
  const answer = await http.request({ url: 'https://itsm.example/x', headers: { authorization: 'Bearer canary' } });
  expect(JSON.parse(answer.body.toString())).toEqual({ through: 'proxy' });
  expect(proxy.tunnels).toEqual(['itsm.example:443']);
  expect(proxy.credentials[0]).toBe(`Basic ${Buffer.from('user:pass').toString('base64')}`);
  expect(seen).toEqual([{ url: '/x', authorization: 'Bearer canary' }]);
  const streamed = await http.fetchFor({})('https://itsm.example/y');
  expect(await streamed.json()).toEqual({ through: 'proxy' });
});

test.each([
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://169.254.169.254/',
  'https://2130706433/',
  'https://10.0.0.1/',
  'https://localhost/',
  'https://x.localhost/',
  'https://metadata.google.internal/',
  'https://itsm.example/away',
])('%s is not asked of the proxy', async (url) => {
  await expect(http.request({ url })).rejects.toMatchObject({ code: 'http.address_refused' });
  expect(proxy.tunnels.filter((one) => one !== 'itsm.example:443')).toEqual([]);
});

test('NO_PROXY and plain http go directly, behind the walls', async () => {
  for (const url of ['https://direct.example/', 'http://itsm.example/'])
    await expect(http.request({ url })).rejects.toMatchObject({ code: 'http.unreachable' });
  await expect(http.request({ url: `${plain.url}/echo` })).rejects.toMatchObject({ code: 'http.address_refused' });
  expect(proxy.tunnels).toEqual([]);
});

test('a certificate for another name and a proxy that refuses end as unreachable', async () => {
  await expect(http.request({ url: 'https://other.example/' })).rejects.toMatchObject({ code: 'http.unreachable' });
  expect(seen).toEqual([]);
  const closed = createOutboundHttp({ allowPrivate: [], proxy: { https: refusing.url.replace('http://', '') } });
  await expect(closed.request({ url: 'https://itsm.example/' })).rejects.toMatchObject({ code: 'http.unreachable' });
  expect(refusing.tunnels).toEqual(['itsm.example:443']);
  await closed.close();
});
