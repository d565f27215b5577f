import { describe, expect, test } from '@jest/globals';
import { effectOf, type HttpPort, type HttpRequest, type JsonValue, NodeError } from '@patchbay/node-kit';
import { NodeTrial } from '../testing/node-trial.ts';
import { httpDefinition } from './definition.ts';
import { httpHandler } from './handler.ts';

function http(
  config: Record<string, unknown>,
  answer: { status: number; body?: JsonValue } | NodeError = { status: 200 },
) {
  const requests: HttpRequest[] = [];
  const port: HttpPort = {
    async request(request) {
      requests.push(request);
      if (answer instanceof NodeError) throw answer;
      return { headers: { 'content-type': 'application/json' }, body: null, ...answer };
    },
  };
  const trial = new NodeTrial({
    definition: httpDefinition,
    handler: httpHandler,
    config: { url: 'https://example.com', ...config },
    scope: { vars: { id: 'a/b', n: 5, list: [1, 2] }, env: { site: 'https://api.example.com' } },
    services: { http: port },
  });
  return { trial, requests };
}

async function sent(config: Record<string, unknown>): Promise<HttpRequest | undefined> {
  const { trial, requests } = http(config);
  await trial.enter();
  return requests[0];
}

test('has the ports next and error', () => {
  expect(httpDefinition.outlets({}).map(({ id, kind }) => [id, kind])).toEqual([
    ['next', 'plain'],
    ['error', 'error'],
  ]);
});

describe('what is sent', () => {
  test('by itself, a GET with a time limit and a key to tell repeats by', async () => {
    expect(await sent({})).toEqual({
      method: 'GET',
      url: 'https://example.com',
      timeoutMs: 15_000,
      idempotencyKey: 'c1:1:node',
      signal: expect.any(AbortSignal),
    });
  });

  test('method, address, headers and query, rendered', async () => {
    const config = {
      method: 'PUT',
      url: ' {{ env.site }}/devices/{{ vars.id | url_encode }} ',
      headers: { 'X-Count': '{{ vars.n }}', 'X-Text': 'n{{ vars.n }}' },
      query: { n: '{{ vars.n }}', list: '{{ vars.list }}', none: '{{ vars.none }}', flag: true },
    };
    expect(await sent(config)).toMatchObject({
      method: 'PUT',
      url: 'https://api.example.com/devices/a%2Fb',
      headers: { 'X-Count': '5', 'X-Text': 'n5' },
      query: { n: '5', list: '[1,2]', none: '', flag: 'true' },
    });
  });

  test.each<[string, unknown, JsonValue]>([
    ['json', { n: '{{ vars.n }}', deep: ['{{ vars.list }}', 'x{{ vars.n }}'] }, { n: 5, deep: [[1, 2], 'x5'] }],
    ['json', '{{ vars.list }}', [1, 2]],
    ['form', { n: '{{ vars.n }}' }, { n: 5 }],
    ['text', 'n is {{ vars.n }}', 'n is 5'],
  ])('a body as %s: %j', async (type, value, rendered) => {
    expect(await sent({ method: 'POST', body: { type, value } })).toMatchObject({ body: { type, value: rendered } });
  });

  test.each(['GET', 'HEAD'])('no body with %s', async (method) => {
    expect(await sent({ method, body: { type: 'text', value: 'x' } })).not.toHaveProperty('body');
  });

  test('connection, limits and retries as they are set', async () => {
    const retry = { attempts: 3, backoffMs: 100 };
    expect(await sent({ connection: 'desk', timeoutMs: '2000', retry })).toMatchObject({
      connection: 'desk',
      timeoutMs: 2_000,
      retry,
    });
    expect(await sent({ retry: { attempts: 2 } })).toMatchObject({ retry: { attempts: 2, backoffMs: 500 } });
  });
});

describe('what comes back', () => {
  test.each([200, 204, 304, 399])('%i goes on with status, headers and body', async (status) => {
    const { trial } = http({}, { status, body: { id: 'T1' } });
    expect(await trial.enter()).toEqual({
      kind: 'next',
      outlet: 'next',
      output: { status, headers: { 'content-type': 'application/json' }, body: { id: 'T1' } },
    });
    expect(trial.parts).toEqual([]);
  });

  test.each([
    [400, false],
    [404, false],
    [429, true],
    [500, true],
    [503, true],
  ])('%i is an error with status and body, and is saved all the same', async (status, retryable) => {
    const { trial } = http({}, { status, body: { why: 'gone' } });
    expect(await trial.enter()).toEqual({
      kind: 'fail',
      error: {
        code: 'http.status',
        message: `The server answered ${status}.`,
        retryable,
        details: { status, body: { why: 'gone' } },
      },
      output: { status, headers: { 'content-type': 'application/json' }, body: { why: 'gone' } },
    });
  });

  test('no answer is the error that the port says', async () => {
    const refused = new NodeError({ code: 'http.address_refused', message: 'Private.', fault: 'user' });
    await expect(http({}, refused).trial.enter()).rejects.toBe(refused);
  });
});

test.each([
  ['https://example.com/a', undefined, []],
  ['{{ env.site }}/a', undefined, []],
  ['/path', 'desk', []],
  ['/path', undefined, ['http.invalid_url']],
  ['ftp://example.com', undefined, ['http.invalid_url']],
  ['https:', 'desk', ['http.invalid_url']],
])('the address %s with the connection %s has the faults %j', (url, connection, codes) => {
  const scope = { nodeId: 'node', hasEdge: () => true, flowKey: 'test' };
  expect(
    httpDefinition.inspect?.({ url, ...(connection ? { connection } : {}) }, scope).map(({ code }) => code),
  ).toEqual(codes);
});

test.each([
  [{}, 'read'],
  [{ method: 'GET' }, 'read'],
  [{ method: 'HEAD' }, 'read'],
  [{ method: 'POST' }, 'write'],
  [{ method: '{{ vars.method }}' }, 'write'],
])('what %j does outside: %s', (config, effect) => {
  expect(effectOf({ definition: httpDefinition, config })).toBe(effect);
});
