import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { HttpRequest } from '@patchbay/node-kit';
import { type HttpRoute, type HttpServer, startHttpServer } from '@patchbay/testing';
import { createHttpPort } from './create-http-port.ts';
import { createOutboundHttp } from './create-outbound-http.ts';
import { OUTBOUND_LIMITS } from './outbound-limits.ts';
import type { HttpConnection } from './with-credential.ts';

let here: HttpServer;
let there: HttpServer;
let flaky = 0;
const http = createOutboundHttp({ allowPrivate: ['127.0.0.1'] });
const json = { 'content-type': 'application/json' };
const packed: Record<string, HttpRoute> = {
  '/gzip': { headers: { ...json, 'content-encoding': 'gzip' }, body: gzipSync('{"a":1}') },
  '/br': { headers: { ...json, 'content-encoding': 'br' }, body: brotliCompressSync('{"a":1}') },
  '/deflate': { headers: { ...json, 'content-encoding': 'deflate' }, body: deflateSync('{"a":1}') },
  '/twice': { headers: { ...json, 'content-encoding': 'gzip, br' }, body: brotliCompressSync(gzipSync('{"a":1}')) },
  '/plain': { headers: { ...json, 'content-encoding': 'utf-8' }, body: '{"a":1}' },
};
const broken: Record<string, HttpRoute> = {
  '/not-gzip': { headers: { 'content-encoding': 'gzip' }, body: 'plain text' },
  '/not-br': { headers: { 'content-encoding': 'br' }, body: 'plain text' },
  '/half-gzip': { headers: { 'content-encoding': 'gzip' }, body: gzipSync('x'.repeat(9_000)).subarray(0, 20) },
  '/nowhere': { status: 302, headers: { location: 'http://[' } },
};

beforeAll(async () => {
  here = await startHttpServer({
    routes: {
      ...packed,
      ...broken,
      '/head': (_request, response) => response.writeHead(200, { 'content-length': '99999999' }).end(),
      '/head-gzip': (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(),
      '/empty-gzip': { headers: { 'content-encoding': 'gzip', 'content-length': '0' } },
      '/odd': {
        headers: json,
        body: '{"a":"x\\u0000y","b":"\\ud800","\\u005f_proto__":{"p":1},"c":[{"__proto__":{"p":1}}]}',
      },
      '/deep': { headers: json, body: '['.repeat(50_000) + ']'.repeat(50_000) },
      '/latin': {
        headers: { 'content-type': 'text/plain; charset=ISO-8859-1' },
        body: Buffer.from('Störung', 'latin1'),
      },
      '/mark': { headers: json, body: '\ufeff{"a":1}' },
      '/cookies': (_request, response) => response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'] }).end(),
      '/flaky': (request, response) => {
        const done = ++flaky % 3 === 0;
        response.writeHead(done ? 200 : 503, { 'retry-after': '0' }).end(request.method);
      },
      '/later': { status: 429, headers: { 'retry-after': '9' } },
      '/error-forever': (_request, response) => {
        response.writeHead(500);
        const push = () => void (!response.destroyed && response.write(Buffer.alloc(65_536)) && setImmediate(push));
        response.on('drain', push);
        push();
      },
    },
  });
  there = await startHttpServer();
});
afterAll(async () => {
  await http.close();
  await here.close();
  await there.close();
});
beforeEach(() => {
  here.requests.length = 0;
  there.requests.length = 0;
  flaky = 0;
});

const connections: Record<string, () => HttpConnection> = {
  bearer: () => ({ config: { auth: 'bearer', baseUrl: here.url }, secrets: { token: 'canary' } }),
  basic: () => ({ config: { auth: 'basic', username: 'u', baseUrl: here.url }, secrets: { password: 'canary' } }),
  header: () => ({ config: { auth: 'header', header: 'X-Odd-Key', baseUrl: here.url }, secrets: { value: 'canary' } }),
  query: () => ({ config: { auth: 'query', param: 'key', baseUrl: `${here.url}/` }, secrets: { value: 'canary' } }),
  listed: () => ({ config: { auth: 'bearer', origins: [here.url] }, secrets: { token: 'canary' } }),
  bare: () => ({ config: { auth: 'none', baseUrl: `${here.url}/echo/` }, secrets: {} }),
};
const port = createHttpPort({ http, connections: { resolve: async (key) => connections[key]?.() } });
const ask = (request: Partial<HttpRequest>) =>
  port.request({ method: 'GET', url: `${here.url}/echo`, signal: new AbortController().signal, ...request });

describe('redirects', () => {
  const to = (url: string, status = 302) => `${here.url}/redirect?status=${status}&to=${encodeURIComponent(url)}`;

  test.each(['bearer', 'basic', 'header'])('a %s credential stays with its origin', async (connection) => {
    await ask({ connection, url: to('/echo') });
    expect(JSON.stringify(here.requests.at(-1)?.headers)).toMatch(/canary|dTpjYW5hcnk=/);
    await ask({ connection, url: to(`${there.url}/echo`) });
    expect(there.requests).toHaveLength(1);
    expect(JSON.stringify(there.requests)).not.toMatch(/canary|dTpjYW5hcnk=/);
  });

  test('a credential in the query is added, for its own origin alone', async () => {
    await ask({ connection: 'query', url: 'echo?a=1' });
    expect(here.requests.at(-1)?.url).toBe('/echo?a=1&key=canary');
    await expect(ask({ connection: 'query', url: `${there.url}/echo` })).rejects.toMatchObject({
      code: 'connection.origin_refused',
    });
    await expect(ask({ connection: 'listed', url: there.url })).rejects.toMatchObject({
      code: 'connection.origin_refused',
    });
    expect((await ask({ connection: 'listed' })).status).toBe(200);
    expect(there.requests).toEqual([]);
  });

  test('headers that an author wrote stay with their origin, but for those that cannot be a credential', async () => {
    const headers = {
      Cookie: 'c=canary',
      'X-Tenant-Secret': 'canary',
      PRIVATE: 'canary',
      Accept: 'text/x',
      'Accept-Language': 'de',
    };
    await ask({ headers, url: to(`${there.url}/echo`) });
    expect(there.requests[0]?.headers).toMatchObject({ accept: 'text/x', 'accept-language': 'de' });
    expect(JSON.stringify(there.requests)).not.toContain('canary');
  });

  test.each([
    [301, 'POST', 'GET', ''],
    [302, 'POST', 'GET', ''],
    [303, 'POST', 'GET', ''],
    [303, 'PUT', 'GET', ''],
    [301, 'PUT', 'PUT', '{"a":1}'],
    [307, 'POST', 'POST', '{"a":1}'],
    [308, 'PATCH', 'PATCH', '{"a":1}'],
  ])('%i makes a %s a %s', async (status, method, becomes, body) => {
    await ask({ method, url: to(`${there.url}/echo`, status), body: { type: 'json', value: { a: 1 } } });
    expect(there.requests[0]).toMatchObject({ method: becomes, body });
    expect(there.requests[0]?.headers['content-type']).toBe(body === '' ? undefined : 'application/json');
  });

  test('five are followed, six are too many, none when none is wanted', async () => {
    expect((await ask({ url: `${here.url}/chain/5` })).status).toBe(200);
    await expect(ask({ url: `${here.url}/chain/6` })).rejects.toMatchObject({ code: 'http.too_many_redirects' });
    expect(await http.request({ url: `${here.url}/chain/1`, followRedirects: false })).toMatchObject({ status: 302 });
  });
});

describe('answers', () => {
  test.each(Object.keys(packed))('%s is unpacked', async (path) => {
    expect((await ask({ url: here.url + path })).body).toEqual({ a: 1 });
  });

  test.each(Object.keys(broken))('%s is a bad response, and not tried again', async (path) => {
    await expect(ask({ url: here.url + path, retry: { attempts: 3, backoffMs: 1 } })).rejects.toMatchObject({
      code: 'http.bad_response',
      retryable: false,
    });
    expect(here.requests).toHaveLength(1);
  });

  test.each(['/head', '/head-gzip'])('HEAD %s has no body to wait for', async (path) => {
    expect(await ask({ method: 'HEAD', url: here.url + path })).toMatchObject({ status: 200, body: '' });
  });

  test('texts are what PostgreSQL can keep, no prototype is set, deep nesting stays text', async () => {
    expect((await ask({ url: `${here.url}/empty-gzip` })).body).toBe('');
    const { body } = await ask({ url: `${here.url}/odd` });
    expect(JSON.stringify(body)).toBe('{"a":"xy","b":"\ufffd","c":[{}]}');
    expect(typeof (await ask({ url: `${here.url}/deep` })).body).toBe('string');
    expect((await ask({ url: `${here.url}/latin` })).body).toBe('Störung');
    expect((await ask({ url: `${here.url}/mark` })).body).toEqual({ a: 1 });
    expect((await ask({ url: `${here.url}/cookies` })).headers['set-cookie']).toBe('a=1, b=2');
  });

  test('an answer that is cut off is unreachable', async () => {
    await expect(ask({ url: `${here.url}/cut` })).rejects.toMatchObject({ code: 'http.unreachable', retryable: true });
  });

  test('an answer without an end is too large at once, and takes no memory', async () => {
    const before = process.memoryUsage().rss;
    const start = performance.now();
    await expect(ask({ url: `${here.url}/huge` })).rejects.toMatchObject({ code: 'http.too_large' });
    await expect(ask({ url: `${here.url}/bomb` })).rejects.toMatchObject({ code: 'http.too_large' });
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });
});

describe('requests', () => {
  test('paths join their base address; queries come before fragments', async () => {
    for (const [url, expected] of [
      ['tickets', '/echo/tickets'],
      ['/tickets', '/echo/tickets'],
      ['//evil.example/x', '/echo/evil.example/x'],
      ['a?b=1', '/echo/a?b=1&q=x+y'],
      ['a#part', '/echo/a?q=x+y'],
    ] as const) {
      await ask({ connection: 'bare', url, ...(expected.includes('q=') ? { query: { q: 'x y' } } : {}) });
      expect(here.requests.at(-1)?.url).toBe(expected);
    }
    await expect(ask({ url: 'tickets' })).rejects.toMatchObject({ code: 'http.invalid_url' });
  });

  test('forms and texts', async () => {
    await ask({ method: 'POST', body: { type: 'form', value: { a: 'x y', n: 1 } } });
    expect(here.requests.at(-1)).toMatchObject({
      body: 'a=x+y&n=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    await ask({ method: 'POST', body: { type: 'text', value: 'ä' }, headers: { 'Content-Type': 'text/csv' } });
    expect(here.requests.at(-1)).toMatchObject({ body: 'ä', headers: { 'content-type': 'text/csv' } });
    await expect(
      ask({ method: 'POST', body: { type: 'text', value: 'x'.repeat(OUTBOUND_LIMITS.requestBytes + 1) } }),
    ).rejects.toMatchObject({ code: 'http.too_large' });
  });

  test.each(['TRACE', 'CONNECT', 'GET\r\nX: y', ''])('the method %j cannot be used', async (method) => {
    await expect(ask({ method })).rejects.toMatchObject({ code: 'http.invalid_method' });
  });

  test.each(['x\r\ny', 'x\ny', 'x\u0000y', '☃'])('the header value %j cannot be used', async (value) => {
    await expect(ask({ headers: { 'x-a': value } })).rejects.toMatchObject({ code: 'http.invalid_header' });
  });
});

describe('trying again', () => {
  test('methods that repeat safely, or carry a key', async () => {
    const retry = { attempts: 3, backoffMs: 1 };
    const url = `${here.url}/flaky`;
    expect((await ask({ url, retry })).status).toBe(200);
    expect((await ask({ url, retry, method: 'POST', idempotencyKey: 'k' })).status).toBe(200);
    expect(new Set(here.requests.slice(3).map(({ headers }) => headers['idempotency-key']))).toEqual(new Set(['k']));
    expect(await ask({ url, retry, method: 'POST' })).toMatchObject({ status: 503 });
    expect(here.requests).toHaveLength(7);
    expect((await ask({ url: `${here.url}/status/500`, retry })).status).toBe(500);
    expect(here.requests).toHaveLength(8);
  });

  test('not when the server asks for more time than there is, and not once it is given up', async () => {
    const start = performance.now();
    const late = { url: `${here.url}/later`, retry: { attempts: 3, backoffMs: 1 } };
    expect((await ask({ ...late, timeoutMs: 1_000 })).status).toBe(429);
    await expect(ask({ ...late, signal: AbortSignal.timeout(100) })).rejects.toMatchObject({ code: 'aborted' });
    expect(performance.now() - start).toBeLessThan(10_000);
    await expect(ask({ url: `${here.url}/hang`, timeoutMs: 150 })).rejects.toMatchObject({ code: 'http.timeout' });
  });
});

describe('fetch for SDKs', () => {
  test('takes addresses and requests, streams, follows no redirect', async () => {
    const fetch = http.fetchFor({});
    const whole = await fetch(
      new Request(`${here.url}/echo`, { method: 'PUT', body: 'hello', headers: { 'x-a': 'b' } }),
    );
    expect(await whole.json()).toMatchObject({ method: 'PUT', body: 'hello', headers: { 'x-a': 'b' } });
    expect(whole.headers.get('content-type')).toBe('application/json');
    const slow = await fetch(new URL(`${here.url}/slow`));
    const reader = slow.body!.getReader();
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('a');
    await reader.cancel();
    await expect(fetch(`${here.url}/chain/1`)).rejects.toThrow();
    await expect(fetch(`${here.url}/hang`, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
  });

  test('an answer without an end ends', async () => {
    const before = process.memoryUsage().rss;
    for (const path of ['/huge', '/error-forever']) {
      const answer = await http.fetchFor({})(here.url + path);
      await expect(answer.text()).rejects.toMatchObject({ code: 'http.too_large' });
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  });

  test('an allowed origin counts for that fetch alone', async () => {
    const walled = createOutboundHttp({ allowPrivate: [] });
    expect((await walled.fetchFor({ allowOrigins: [here.url] })(`${here.url}/echo`)).status).toBe(200);
    await expect(walled.fetchFor({ allowOrigins: [here.url] })(`${there.url}/echo`)).rejects.toMatchObject({
      code: 'http.address_refused',
    });
    await expect(walled.fetchFor({})(`${here.url}/echo`)).rejects.toMatchObject({ code: 'http.address_refused' });
    await walled.close();
    expect(there.requests).toEqual([]);
  });
});
