import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createModelClients, createModelPort, testModelConnection } from '@patchbay/model';
import type { HttpPort, ModelPort } from '@patchbay/node-kit';
import { createHttpPort, createOutboundHttp, type OutboundHttp } from '@patchbay/outbound-http';
import { type HttpServer, portOf, startHttpServer, startOpenAiServer } from '@patchbay/testing';
import { goodAddresses } from '../../../../libs/adapters/outbound-http/src/testing/good-addresses.ts';
import { answers, lookup, ssrfVectors } from '../../../../libs/adapters/outbound-http/src/testing/ssrf-vectors.ts';

jest.setTimeout(180_000);

// Every way in that is known, by every node that fetches: literally, by a redirect, and by a name that changes its address.
const traps: Server[] = [];
let trapped = 0;
let port = 0;
let redirecting: HttpServer;
let http: OutboundHttp;
const signal = new AbortController().signal;
const tried = { literal: 0, redirect: 0, rebinding: 0, good: 0 };

beforeAll(async () => {
  // An SDK prints each address that it cannot read.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const listen = async (host: string, at: number) => {
    const trap = createServer((socket) => {
      trapped++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => trap.on('error', () => resolve()).listen(at, host, resolve));
    if (trap.listening) traps.push(trap);
    return trap;
  };
  port = portOf(await listen('127.0.0.1', 0));
  await listen('::1', port);
  redirecting = await startHttpServer();
  http = createOutboundHttp({ allowPrivate: [new URL(redirecting.url).host], lookup });
});
afterAll(async () => {
  process.stderr.write(
    `ssrf: ${new Set(ssrfVectors).size} vectors, ${nodes.length} nodes: ${tried.literal} literal, ${tried.redirect} by redirect, ${tried.rebinding} by rebinding; ${goodAddresses.length} good addresses reached ${tried.good} times\n`,
  );
  await http.close();
  await redirecting.close();
  for (const trap of traps) await new Promise((resolve) => trap.close(resolve));
});

interface Fetching {
  name: string;
  call(options: { http: OutboundHttp; url: string }): Promise<unknown>;
}

const matches = ({ pattern, text }: { pattern: string; text: string }) => new RegExp(pattern).test(text);
const clients = createModelClients();
let asked = 0;
const connection = (kind: 'openai' | 'ollama', baseUrl: string) => ({
  key: 'm',
  // Clients are kept by it: each call shall have its own.
  owner: String(++asked),
  kind,
  config: { baseUrl, model: 'm', timeoutMs: 3_000 },
  secrets: { apiKey: 'sk-x' },
});
const model = (kind: 'openai' | 'ollama'): Fetching => ({
  name: `${kind} model`,
  async call({ http: client, url }) {
    const model: ModelPort = createModelPort({
      matches,
      http: client,
      clients,
      connections: { resolve: async () => connection(kind, url) },
    });
    for await (const part of model.stream({ messages: [{ role: 'user', content: 'x' }], signal })) void part;
  },
});
const nodes: Fetching[] = [
  {
    name: 'http',
    async call({ http: client, url }) {
      const calls: HttpPort = createHttpPort({ http: client, connections: { resolve: async () => undefined } });
      await calls.request({ method: 'GET', url, timeoutMs: 3_000, signal });
    },
  },
  {
    name: 'http by a connection’s base address',
    async call({ http: client, url }) {
      const config = { baseUrl: url, auth: 'bearer' };
      const connections = { resolve: async () => ({ config, secrets: { token: 'x' }, origins: [originOf(url)] }) };
      const calls = createHttpPort({ http: client, connections });
      await calls.request({ method: 'POST', url: 'x', connection: 'c', timeoutMs: 3_000, signal });
    },
  },
  model('openai'),
  model('ollama'),
  ...(['openai', 'ollama'] as const).map((kind) => ({
    name: `${kind} test`,
    async call({ http: client, url }: { http: OutboundHttp; url: string }) {
      const { ok } = await testModelConnection({ connection: connection(kind, url), http: client, clients });
      if (!ok) throw new Error('refused');
    },
  })),
];

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}

async function inBatches<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += 40) await Promise.all(items.slice(at, at + 40).map(work));
}

test('more than 120 ways in, and every node that fetches', () => {
  expect(new Set(ssrfVectors).size).toBeGreaterThan(120);
  expect(nodes.length).toBeGreaterThanOrEqual(6);
});

test.each(nodes)('$name reaches none of them literally', async ({ call }) => {
  const reached: string[] = [];
  await inBatches(ssrfVectors, async (vector) => {
    const url = vector.replace('PORT', String(port));
    tried.literal += 1;
    await call({ http, url }).then(
      () => reached.push(url),
      () => undefined,
    );
  });
  expect(reached).toEqual([]);
  expect(trapped).toBe(0);
});

test.each(nodes)('$name reaches none of them by a redirect', async ({ name, call }) => {
  const reached: string[] = [];
  const all = ssrfVectors.filter((vector) => URL.canParse(vector.replace('PORT', '1')) && !/^http:\/?\d/.test(vector));
  // A model's client follows none, whatever it leads to, and asks again: some are enough where time counts.
  const some = name.endsWith('model') && process.env.PATCHBAY_TEST_LONG !== '1';
  const targets = all.filter((_, index) => !some || index % 8 === 0);
  await inBatches(targets, async (vector) => {
    const to = encodeURIComponent(vector.replace('PORT', String(port)));
    for (const status of [302, 307]) {
      tried.redirect += 1;
      const url = `${redirecting.url}/redirect?status=${status}&to=${to}#`;
      await call({ http, url }).then(
        () => reached.push(url),
        () => undefined,
      );
    }
  });
  expect(reached).toEqual([]);
  expect(trapped).toBe(0);
});

test.each(nodes)('$name is not led astray by a name that changes its address', async ({ call }) => {
  let times = 0;
  const rebinding = createOutboundHttp({
    // Nobody listens there, and no packet leaves the machine.
    allowPrivate: ['127.0.0.2'],
    lookup: ((name: string, options: never, done: never) => {
      answers['rebind.example'] = [times++ % 2 === 0 ? '127.0.0.2' : '127.0.0.1'];
      lookup(name, options, done);
    }) as typeof lookup,
  });
  for (let round = 0; round < 4; round++) {
    tried.rebinding += 1;
    await call({ http: rebinding, url: `http://rebind.example:${port}/` }).catch(() => undefined);
  }
  expect(times).toBeGreaterThan(1);
  expect(trapped).toBe(0);
  await rebinding.close();
});

test('50 good addresses are reached, over real connections, by every node that fetches', async () => {
  expect(new Set(goodAddresses).size).toBeGreaterThanOrEqual(50);
  const good = await startOpenAiServer();
  const names: string[] = [];
  const leading = createOutboundHttp({
    // Where the names lead is loopback, as a peer on this machine can be nowhere else; the names are judged as any.
    allowPrivate: ['127.0.0.1'],
    lookup: ((name: string, _options: unknown, done: (error: null, addresses: unknown[]) => void) => {
      names.push(name);
      done(null, [{ address: '127.0.0.1', family: 4 }]);
    }) as unknown as typeof lookup,
  });
  const calls: HttpPort = createHttpPort({ http: leading, connections: { resolve: async () => undefined } });
  const refused: string[] = [];
  await inBatches(goodAddresses, async (address) => {
    const url = address.replace('PORT', new URL(good.url).port);
    await calls.request({ method: 'GET', url, timeoutMs: 30_000, signal }).then(
      () => (tried.good += 1),
      (error: unknown) => refused.push(`http ${url.slice(0, 100)}: ${String(error)}`),
    );
    // A base address has neither query nor fragment.
    if (/[?#]/.test(url)) return;
    await testModelConnection({ connection: connection('openai', url), http: leading, clients }).then(
      () => (tried.good += 1),
      (error: unknown) => refused.push(`model ${url.slice(0, 100)}: ${String(error)}`),
    );
  });
  expect(refused).toEqual([]);
  expect(tried.good).toBeGreaterThan(goodAddresses.length * 1.5);
  expect(new Set(names).size).toBeGreaterThanOrEqual(28);
  await leading.close();
  await good.close();
});

test('the trap would tell: without the walls it is reached', async () => {
  const open = createOutboundHttp({ allowPrivate: ['127.0.0.0/8'], lookup });
  for (const { call } of nodes) await call({ http: open, url: `http://127.0.0.1:${port}` }).catch(() => undefined);
  expect(trapped).toBeGreaterThanOrEqual(nodes.length);
  await open.close();
});
