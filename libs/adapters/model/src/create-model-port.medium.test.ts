import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ModelPart, ModelRequest } from '@patchbay/node-kit';
import { createOutboundHttp } from '@patchbay/outbound-http';
import { type OllamaServer, type OpenAiServer, startOllamaServer, startOpenAiServer } from '@patchbay/testing';
import { createModelPort } from './create-model-port.ts';
import { createModelClients } from './model-clients.ts';
import type { ModelConnection } from './model-connection.ts';
import { testModelConnection } from './test-connection.ts';

let openai: OpenAiServer;
let ollama: OllamaServer;
const http = createOutboundHttp({ allowPrivate: [] });
const matches = ({ pattern, text }: { pattern: string; text: string }) => new RegExp(pattern).test(text);
const clients = createModelClients();

beforeAll(async () => {
  openai = await startOpenAiServer();
  ollama = await startOllamaServer();
});
afterAll(async () => {
  await http.close();
  await openai.close();
  await ollama.close();
});
afterEach(() => {
  openai.requests.length = 0;
});

const connections = (): Record<string, ModelConnection> => ({
  openai: {
    key: 'openai',
    kind: 'openai',
    config: { baseUrl: `${openai.url}/v1`, model: 'm1', timeoutMs: 400 },
    secrets: { apiKey: 'canary' },
    allowOrigins: [openai.url],
  },
  ollama: {
    key: 'ollama',
    kind: 'ollama',
    config: { baseUrl: ollama.url, model: 'm2' },
    secrets: {},
    allowOrigins: [ollama.url],
  },
  walled: {
    key: 'walled',
    kind: 'openai',
    config: { baseUrl: `${openai.url}/v1`, model: 'm1' },
    secrets: {},
    allowOrigins: [],
  },
});
const port = () =>
  createModelPort({ http, clients, matches, connections: { resolve: async (key) => connections()[key ?? 'openai'] } });

async function ask(request: Partial<ModelRequest> = {}): Promise<{ text: string; parts: ModelPart[] }> {
  const parts: ModelPart[] = [];
  let text = '';
  for await (const part of port().stream({
    messages: [{ role: 'user', content: 'one two three' }],
    signal: new AbortController().signal,
    ...request,
  })) {
    parts.push(part);
    if (part.type === 'text') text += part.text;
    if (part.type === 'restart') text = '';
  }
  return { text, parts };
}

describe('OpenAI’s protocol', () => {
  test('streams in parts and counts tokens', async () => {
    const { text, parts } = await ask({ temperature: 0.2, maxTokens: 50 });
    expect(text).toBe('one two three');
    expect(parts.filter((part) => part.type === 'text')).toHaveLength(3);
    expect(parts.at(-1)).toEqual({
      type: 'done',
      reason: 'stop',
      usage: { connection: 'openai', model: 'm1', inputTokens: 7, outputTokens: 3 },
    });
    expect(openai.requests[0]).toMatchObject({
      model: 'm1',
      stream: true,
      temperature: 0.2,
      max_tokens: 50,
    });
  });

  test('429 and 5xx are tried again after the time that the server asks for; 4xx are not', async () => {
    openai.next({ status: 429, retryAfter: '0' }, { status: 500 });
    expect((await ask()).text).toBe('one two three');
    expect(openai.requests).toHaveLength(3);
    openai.next({ status: 401 });
    await expect(ask()).rejects.toMatchObject({ code: 'model.refused' });
    openai.next({ status: 429, retryAfter: '3600' });
    await expect(ask()).rejects.toMatchObject({ code: 'model.rate_limited', retryable: true });
  });

  test('an answer that breaks off begins anew, told by a restart', async () => {
    openai.next({ text: 'half of an answer', cutAfter: 2, delayMs: 5 });
    const { text, parts } = await ask();
    expect(text).toBe('one two three');
    expect(parts.map((part) => part.type)).toEqual(expect.arrayContaining(['restart']));
  });

  test('a model that hangs, answers garbage or is stopped', async () => {
    openai.next({ hang: true });
    await expect(ask()).rejects.toMatchObject({ code: 'model.timeout' });
    openai.next({ garbage: true }, { garbage: true }, { garbage: true });
    await expect(ask()).rejects.toMatchObject({ code: expect.stringMatching(/model\.(bad_answer|unavailable)/) });
    openai.next({ text: 'a b c d e f g h', delayMs: 50 });
    const control = new AbortController();
    setTimeout(() => control.abort('stopped'), 120);
    await expect(ask({ signal: control.signal })).rejects.toMatchObject({ code: 'aborted' });
    for (let tries = 0; tries < 2_000 && openai.aborted === 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(openai.aborted).toBeGreaterThan(0);
  });

  test('structured answers fit their schema, or are a bad answer', async () => {
    const schema = {
      type: 'object',
      properties: { n: { type: 'number' } },
      required: ['n'],
      additionalProperties: false,
    };
    openai.next({ text: '```json\n{"n": 4}\n```' });
    expect((await ask({ schema })).text).toBe('{"n": 4}');
    expect(openai.requests[0]).toMatchObject({ response_format: { type: 'json_schema' } });
    openai.next({ text: '{"n": "four"}' }, { text: 'no' }, { text: '{}' });
    await expect(ask({ schema })).rejects.toMatchObject({ code: 'model.bad_answer' });
  });

  test('a private address is reached by the connection that may, and by no other', async () => {
    await expect(ask({ connection: 'walled' })).rejects.toMatchObject({ code: 'model.unavailable' });
    await expect(ask({ connection: 'gone' })).rejects.toMatchObject({ code: 'model.not_configured' });
    expect(await testModelConnection({ connection: connections().openai!, http, clients })).toMatchObject({
      ok: true,
      models: ['test-model'],
    });
    expect(await testModelConnection({ connection: connections().walled!, http, clients })).toMatchObject({
      ok: false,
    });
  });
});

test('Ollama’s protocol: streams, counts, structured', async () => {
  const { text, parts } = await ask({ connection: 'ollama', model: 'llama-x', maxTokens: 9 });
  expect(text).toBe('one two three');
  expect(parts.at(-1)).toEqual({
    type: 'done',
    reason: 'stop',
    usage: { connection: 'ollama', model: 'llama-x', inputTokens: 5, outputTokens: 3 },
  });
  expect(ollama.requests[0]).toMatchObject({ model: 'llama-x', stream: true, options: { num_predict: 9 } });
});
