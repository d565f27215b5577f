import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ModelPart, ModelRequest } from '@patchbay/node-kit';
import { createOutboundHttp } from '@patchbay/outbound-http';
import {
  type HttpServer,
  type ModelReply,
  type OpenAiServer,
  startHttpServer,
  startOllamaServer,
  startOpenAiServer,
} from '@patchbay/testing';
import { createModelPort } from './create-model-port.ts';
import { createModelClients } from './model-clients.ts';
import type { ModelConnection } from './model-connection.ts';
import { testModelConnection } from './test-connection.ts';

// Both protocols under the same replies: good, slow, cut, refusing.
const servers: Record<string, OpenAiServer> = {};
let other: HttpServer;
const http = createOutboundHttp({ allowPrivate: [] });
const matches = ({ pattern, text }: { pattern: string; text: string }) => new RegExp(pattern).test(text);
const clients = createModelClients();

beforeAll(async () => {
  servers.openai = await startOpenAiServer();
  servers.ollama = await startOllamaServer();
  other = await startHttpServer({
    routes: {
      '/v1/chat/completions': {
        headers: { 'content-type': 'text/event-stream' },
        body: 'data: {"error":{"message":"over"}}\n\n',
      },
    },
  });
});
afterAll(async () => {
  await http.close();
  for (const server of Object.values(servers)) await server.close();
  await other.close();
});
beforeEach(() => {
  for (const server of Object.values(servers)) server.requests.length = 0;
});
afterEach(() => {
  for (const name of Object.keys(process.env)) if (/^(OPENAI|OLLAMA)_/.test(name)) delete process.env[name];
});

const connection = (kind: 'openai' | 'ollama', url = servers[kind]!.url): ModelConnection => ({
  key: kind,
  kind,
  config: { baseUrl: kind === 'openai' ? `${url}/v1` : url, model: 'm', timeoutMs: 400 },
  secrets: { apiKey: 'canary-key' },
  allowOrigins: [url],
});

interface Told {
  text: string;
  parts: ModelPart[];
}

async function ask(using: ModelConnection, request: Partial<ModelRequest> = {}): Promise<Told> {
  const told: Told = { text: '', parts: [] };
  const port = createModelPort({ http, clients, matches, connections: { resolve: async () => using } });
  for await (const part of port.stream({
    messages: [{ role: 'user', content: 'one two three' }],
    signal: new AbortController().signal,
    ...request,
  })) {
    told.parts.push(part);
    if (part.type === 'text') told.text += part.text;
    if (part.type === 'restart') told.text = '';
  }
  return told;
}

describe.each(['openai', 'ollama'] as const)('%s', (kind) => {
  const next = (...replies: ModelReply[]) => servers[kind]!.next(...replies);
  const asked = () => servers[kind]!.requests.length;

  test('429 and 503 are tried again once the server’s time is over', async () => {
    next({ status: 429, retryAfter: '1' }, { status: 503, retryAfter: '0' });
    const start = performance.now();
    expect((await ask(connection(kind))).text).toBe('one two three');
    expect(performance.now() - start).toBeGreaterThan(950);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(asked()).toBe(3);
  });

  test.each([
    [{ status: 429, retryAfter: '3600' }, 'model.rate_limited', 1],
    [{ status: 400, message: 'no' }, 'model.refused', 1],
    [{ status: 404 }, 'model.refused', 1],
    [{ hang: true }, 'model.timeout', 1],
    [{ text: 'a b c', thinking: 1, delayMs: 700 }, 'model.timeout', 1],
  ] as [ModelReply, string, number][])('%j ends as %s', async (reply, code, calls) => {
    next(reply);
    await expect(ask(connection(kind))).rejects.toMatchObject({ code });
    expect(asked()).toBe(calls);
  });

  test('an answer that is cut three times is unavailable; each attempt begins anew', async () => {
    const cut: ModelReply = { text: 'half of it', cutAfter: 2, delayMs: 10 };
    next(cut, cut, cut);
    const told: ModelPart[] = [];
    const port = createModelPort({ http, clients, matches, connections: { resolve: async () => connection(kind) } });
    const run = async () => {
      const messages = [{ role: 'user' as const, content: 'x' }];
      for await (const part of port.stream({ messages, signal: new AbortController().signal })) told.push(part);
    };
    await expect(run()).rejects.toMatchObject({ code: 'model.unavailable', retryable: true });
    expect(told.filter((part) => part.type === 'restart')).toHaveLength(2);
    expect(asked()).toBe(3);
  });

  test('a model that thinks for longer than the limit, part by part, is waited for', async () => {
    // So long that a busy machine does not make the limit of a pause between two parts.
    const { config, ...rest } = connection(kind);
    next({ text: 'done', thinking: 8, delayMs: 400 });
    expect((await ask({ ...rest, config: { ...config, timeoutMs: 3_000 } })).text).toBe('done');
  });

  test('a server that counts no tokens, and reasons to end', async () => {
    next({ text: 'hi', usage: false });
    expect((await ask(connection(kind))).parts.at(-1)).toMatchObject({ usage: { inputTokens: 0, outputTokens: 0 } });
    next({ text: 'hi', finish: 'length' });
    expect((await ask(connection(kind))).parts.at(-1)).toMatchObject({ type: 'done', reason: 'length' });
  });

  test('structured answers: asked for, checked, not asked for again when the limit cut them', async () => {
    const schema = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] };
    next({ text: '{"n": "x"}' }, { text: '{"n": 3}' });
    const told = await ask(connection(kind), { schema });
    expect(told.parts.filter((part) => part.type === 'text')).toEqual([{ type: 'text', text: '{"n": 3}' }]);
    expect(JSON.stringify(servers[kind]!.requests[0])).toContain('"integer"');
    const before = asked();
    next({ text: '{"n": ', finish: 'length' });
    await expect(ask(connection(kind), { schema })).rejects.toMatchObject({
      code: 'model.bad_answer',
      retryable: false,
    });
    expect(asked()).toBe(before + 1);
    await expect(ask(connection(kind), { schema: { type: 'no such type' } })).rejects.toMatchObject({
      code: 'config.invalid',
    });
    expect(asked()).toBe(before + 1);
  });

  test('whoever stops listening, or is stopped, hangs up', async () => {
    const port = createModelPort({ http, clients, matches, connections: { resolve: async () => connection(kind) } });
    const long: ModelReply = { text: 'word '.repeat(200), delayMs: 20 };
    for (const stop of ['break', 'signal'] as const) {
      const before = servers[kind]!.aborted;
      next(long);
      const control = new AbortController();
      const run = async () => {
        for await (const _ of port.stream({ messages: [{ role: 'user', content: 'x' }], signal: control.signal }))
          if (stop === 'break') return 'broken';
          else control.abort('stopped');
        return 'whole';
      };
      if (stop === 'break') expect(await run()).toBe('broken');
      else await expect(run()).rejects.toMatchObject({ code: 'aborted' });
      for (let tries = 0; tries < 2_000 && servers[kind]!.aborted === before; tries++)
        await new Promise((resolve) => setTimeout(resolve, 10));
      expect(servers[kind]!.aborted).toBe(before + 1);
    }
    // Stopped before it began, and while it waits to try again.
    await expect(ask(connection(kind), { signal: AbortSignal.abort('stopped') })).rejects.toMatchObject({
      code: 'aborted',
    });
    next({ status: 429, retryAfter: '15' });
    const start = performance.now();
    await expect(ask(connection(kind), { signal: AbortSignal.timeout(100) })).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test('no secret is told on, whatever the server says', async () => {
    next({ status: 401, message: 'Incorrect API key: canary-key' });
    const failure = await ask(connection(kind)).catch((error: { message: string; cause: unknown }) => error);
    expect(failure).toMatchObject({ code: 'model.refused' });
    expect(`${(failure as Error).message} ${String((failure as Error).cause)}`).not.toContain('canary-key');
  });

  test('keys and headers of the process’s environment are not sent', async () => {
    Object.assign(process.env, {
      OPENAI_API_KEY: 'env-secret',
      OPENAI_ADMIN_KEY: 'env-secret',
      OPENAI_ORG_ID: 'env-secret',
      OPENAI_PROJECT_ID: 'env-secret',
      OPENAI_CUSTOM_HEADERS: 'X-Gateway: env-secret',
      OLLAMA_API_KEY: 'env-secret',
    });
    await ask({ ...connection(kind), secrets: {} });
    expect(JSON.stringify(servers[kind]!.headers)).not.toContain('env-secret');
    await ask({ ...connection(kind), secrets: { apiKey: 'own' } });
    expect(servers[kind]!.headers.authorization).toBe('Bearer own');
  });

  test('trying a connection', async () => {
    const test = (tried: ModelConnection) => testModelConnection({ connection: tried, http, clients });
    expect(await test(connection(kind))).toMatchObject({ ok: true, models: [expect.stringContaining('test')] });
    expect(await test({ ...connection(kind), allowOrigins: [] })).toMatchObject({ ok: false });
    expect(await test(connection(kind, other.url))).toMatchObject({ ok: false });
  });

  test('200 answers at once, each its own, and none waits for another', async () => {
    const texts = Array.from({ length: 200 }, (_, index) => `answer number ${index} of many`);
    next(...texts.map((text): ModelReply => ({ text, thinking: 3, delayMs: 100 })));
    // Time to begin, on a machine that is busy with other tests.
    const patient = { ...connection(kind), config: { ...connection(kind).config, timeoutMs: 15_000 } };
    const start = performance.now();
    const answers = await Promise.all(texts.map((content) => ask(patient, { messages: [{ role: 'user', content }] })));
    // Nine pauses each. The server gives its replies as the calls come in.
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(answers.map(({ text }) => text).sort()).toEqual(texts.sort());
  });
});

describe('servers that know less than OpenAI’s', () => {
  test('fields that are refused are left out or renamed, and that is remembered', async () => {
    const using = { ...connection('openai'), config: { ...connection('openai').config, organization: 'strict' } };
    servers.openai!.next(
      { status: 422, message: 'Extra inputs are not permitted: stream_options' },
      { status: 400, message: "Unsupported parameter: 'max_tokens' is not supported with this model." },
    );
    expect((await ask(using, { maxTokens: 9 })).text).toBe('one two three');
    expect((await ask(using, { maxTokens: 9 })).text).toBe('one two three');
    expect(servers.openai!.requests).toHaveLength(4);
    expect(servers.openai!.requests[3]).toMatchObject({ max_completion_tokens: 9 });
    expect(servers.openai!.requests[3]).not.toHaveProperty('stream_options');
    expect(servers.openai!.requests[3]).not.toHaveProperty('max_tokens');
    servers.openai!.next({ status: 400, message: 'max_completion_tokens is too large' });
    await expect(ask(using, { maxTokens: 9 })).rejects.toMatchObject({ code: 'model.refused' });
  });

  test('an error within a stream, and a server that is none of models', async () => {
    await expect(ask(connection('openai', other.url))).rejects.toMatchObject({ code: 'model.unavailable' });
    await expect(ask(connection('ollama', other.url))).rejects.toMatchObject({ code: 'model.refused' });
    await expect(ask(connection('openai', 'http://127.0.0.1:1'))).rejects.toMatchObject({ code: 'model.unavailable' });
  });
});
