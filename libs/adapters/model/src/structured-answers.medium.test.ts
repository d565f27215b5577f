import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ModelRequest } from '@patchbay/node-kit';
import { createOutboundHttp } from '@patchbay/outbound-http';
import { type OpenAiServer, startOpenAiServer } from '@patchbay/testing';
import { createModelPort } from './create-model-port.ts';
import { createModelClients, type ModelClients } from './model-clients.ts';

// Servers that speak OpenAI's protocol but cannot be asked by a schema: many local ones.
const http = createOutboundHttp({ allowPrivate: [] });
const opened: OpenAiServer[] = [];
const matches = ({ pattern, text }: { pattern: string; text: string }) => new RegExp(pattern).test(text);
let clients: ModelClients;

beforeEach(() => {
  // As after a restart.
  clients = createModelClients();
});
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});
afterAll(() => http.close());

async function serverThatTakes(responseFormats?: string[]): Promise<OpenAiServer> {
  const server = await startOpenAiServer({
    ...(responseFormats ? { responseFormats } : {}),
    reply: () => ({ text: '{"n": 3}' }),
  });
  opened.push(server);
  return server;
}

const schema = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] };

async function ask(server: OpenAiServer, request: Partial<ModelRequest> = {}, key = 'own'): Promise<string> {
  const config = { baseUrl: `${server.url}/v1`, model: 'm', timeoutMs: 2_000 };
  const resolve = async () => ({
    key,
    kind: 'openai' as const,
    config,
    secrets: { apiKey: key },
    allowOrigins: [server.url],
  });
  const port = createModelPort({ http, clients, matches, connections: { resolve } });
  const messages = [{ role: 'user' as const, content: 'How many?' }];
  let text = '';
  for await (const part of port.stream({ messages, schema, signal: new AbortController().signal, ...request }))
    if (part.type === 'text') text += part.text;
    else if (part.type === 'restart') text = '';
  return text;
}

/** What each call said of the form of its answer. */
function formats(server: OpenAiServer): unknown[] {
  return server.requests.map(
    ({ response_format }) => (response_format as { type: string } | undefined)?.type ?? 'none',
  );
}

describe('a server that refuses a schema', () => {
  test('is asked once more for any object, with the schema in the instructions, and then always so', async () => {
    const server = await serverThatTakes(['json_object']);
    expect(await ask(server)).toBe('{"n": 3}');
    expect(formats(server)).toEqual(['json_schema', 'json_object']);
    const [first, second] = server.requests;
    expect(JSON.stringify(first?.messages)).not.toContain('JSON Schema');
    expect(second?.messages).toEqual([
      { role: 'system', content: expect.stringContaining(JSON.stringify(schema)) },
      { role: 'user', content: 'How many?' },
    ]);
    await ask(server);
    expect(formats(server).slice(2)).toEqual(['json_object']);
  });

  test('and refuses any object too is asked in words alone', async () => {
    const server = await serverThatTakes([]);
    expect(await ask(server)).toBe('{"n": 3}');
    await ask(server);
    expect(formats(server)).toEqual(['json_schema', 'json_object', 'none', 'none']);
    expect(JSON.stringify(server.requests[3]?.messages)).toContain('JSON Schema');
  });

  test('is known by its address and model: to other connections of the process too, of other models nothing', async () => {
    const server = await serverThatTakes(['json_object']);
    await ask(server);
    await ask(server, {}, 'another');
    await ask(server, { model: 'm2' });
    expect(formats(server)).toEqual(['json_schema', 'json_object', 'json_object', 'json_schema', 'json_object']);
  });

  test('is asked by all that ask at once', async () => {
    const server = await serverThatTakes([]);
    expect(await Promise.all(Array.from({ length: 8 }, () => ask(server)))).toEqual(Array(8).fill('{"n": 3}'));
    const before = server.requests.length;
    await ask(server);
    expect(server.requests).toHaveLength(before + 1);
  });

  test('keeps one place of instructions, behind those of the flow', async () => {
    const server = await serverThatTakes(['json_object']);
    const messages: ModelRequest['messages'] = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'How many?' },
    ];
    await ask(server, { messages });
    expect(server.requests[1]?.messages).toEqual([
      { role: 'system', content: expect.stringMatching(/^Be brief\.\n\nAnswer with JSON/) },
      { role: 'user', content: 'How many?' },
    ]);
  });

  test('is asked for a list in words: "any object" would not be one', async () => {
    const server = await serverThatTakes(['json_object']);
    server.next({ text: '[1, 2]' });
    expect(await ask(server, { schema: { type: 'array', items: { type: 'integer' } } })).toBe('[1, 2]');
    await ask(server);
    expect(formats(server)).toEqual(['json_schema', 'none', 'json_object']);
  });

  test('answers that do not fit are refused all the same, in a code block or not', async () => {
    const server = await serverThatTakes([]);
    server.next({ text: 'Three, I think.' }, { text: '{"n": "three"}' }, { text: '```json\n{"n": 4}\n```' });
    expect(await ask(server)).toBe('{"n": 4}');
    server.next({ text: 'no' }, { text: '{}' }, { text: '{"n": 1.5}' });
    await expect(ask(server)).rejects.toMatchObject({
      code: 'model.bad_answer',
      message: 'The model’s answer does not fit the schema: "n" must be a whole number.',
      details: { answer: { n: 1.5 } },
      retryable: true,
    });
    server.next({ text: 'no' }, { text: 'no' }, { text: '{"own key": "key: own key"}' });
    await expect(ask(server, {}, 'own key')).rejects.toMatchObject({
      message: 'The model’s answer does not fit the schema: "n" is missing.',
      details: { answer: { '…': 'key: …' } },
    });
    server.next({ text: 'no' }, { text: 'no' }, { text: 'Three, I think.' });
    await expect(ask(server)).rejects.toMatchObject({ details: { answer: 'Three, I think.' } });
  });
});

describe('the words of servers', () => {
  const message = (text: string) => ({ error: { message: text } });

  test.each<[string, number, unknown]>([
    [
      'OpenAI',
      400,
      {
        error: {
          message: "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
          param: 'response_format',
        },
      },
    ],
    ['a parameter alone', 400, { error: { message: 'Unsupported value.', param: 'response_format' } }],
    ['Groq', 400, message('This model does not support response format `json_schema`. See supported models.')],
    ['DeepSeek', 400, message('This response_format type is unavailable now')],
    ['LiteLLM', 400, message("UnsupportedParamsError: m does not support parameters: ['response_format']")],
    ['an error that is a text', 400, { error: "'response_format.type' must be 'text'" }],
    [
      'FastAPI',
      422,
      { detail: [{ loc: ['body', 'response_format', 'type'], msg: "Input should be 'text' or 'json_object'" }] },
    ],
    ['vLLM', 400, { object: 'error', message: 'json_schema is not supported by this engine', code: 400 }],
  ])('%s', async (_, status, body) => {
    const server = await serverThatTakes();
    server.next({ status, body });
    expect(await ask(server)).toBe('{"n": 3}');
    expect(formats(server)).toEqual(['json_schema', 'json_object']);
  });

  test.each<[number, unknown, string]>([
    [400, message('The prompt is too long.'), 'The prompt is too long.'],
    [400, { detail: 'No such adapter.' }, 'No such adapter.'],
    [422, { detail: [{ loc: ['body', 'messages'], msg: 'Field required' }] }, 'Field required'],
    [404, { object: 'error', message: 'The model `m` does not exist.' }, 'does not exist'],
    [403, message('json_schema is for others'), 'json_schema is for others'],
  ])('%i %j is over something else, and is told as it is', async (status, body, words) => {
    const server = await serverThatTakes();
    server.next({ status, body });
    await expect(ask(server)).rejects.toMatchObject({ code: 'model.refused', message: expect.stringContaining(words) });
    expect(server.requests).toHaveLength(1);
  });

  test('a refusal of one schema says nothing of others', async () => {
    const server = await serverThatTakes();
    server.next({
      status: 400,
      body: message("Invalid schema for response_format 'answer': 'uri' is not a valid format."),
    });
    expect(await ask(server)).toBe('{"n": 3}');
    await ask(server);
    expect(formats(server)).toEqual(['json_schema', 'json_object', 'json_schema']);
  });

  test('a call without a schema is not made twice for them', async () => {
    const server = await serverThatTakes();
    server.next({ status: 400, body: message('response_format is not supported') });
    const messages: ModelRequest['messages'] = [{ role: 'user', content: 'hi' }];
    const resolve = async () => ({
      ...{ key: 'own', kind: 'openai' as const, secrets: {}, allowOrigins: [server.url] },
      config: { baseUrl: `${server.url}/v1`, model: 'm' },
    });
    const parts = createModelPort({ http, clients, matches, connections: { resolve } }).stream({
      messages,
      signal: new AbortController().signal,
    });
    await expect(parts[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'model.refused' });
    expect(server.requests).toHaveLength(1);
  });
});
