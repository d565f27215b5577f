import { describe, expect, test } from '@jest/globals';
import type { FlowNode } from '@patchbay/flow-spec';
import {
  type HttpPort,
  type HttpRequest,
  type HttpResponse,
  type ModelRequest,
  NodeError,
  type ScriptRequest,
} from '@patchbay/node-kit';
import { scriptedModel } from '@patchbay/testing';
import { ConversationHarness } from './conversation-harness.ts';
import { oneNode, testFlow } from './test-flow.ts';

// What leaves the machine or runs apart, with the real nodes: http, script, llm.

const node = (type: string, config: Record<string, unknown>): FlowNode => ({ id: 'node', type, config });

describe('http', () => {
  const calling = (config: Record<string, unknown>, answer: HttpResponse | NodeError) => {
    const requests: HttpRequest[] = [];
    const http: HttpPort = {
      async request(request) {
        requests.push(request);
        if (answer instanceof NodeError) throw answer;
        return answer;
      },
    };
    const said = {
      next: '{{ vars.r.body.id }}',
      error: '{{ nodes.node.error.code }} {{ nodes.node.error.details.status }} {{ vars.r.status }}',
    };
    const flow = oneNode(node('http', { url: 'https://example.com/{{ message.text }}', saveAs: 'r', ...config }), said);
    return { chat: new ConversationHarness({ flow, services: { http } }), requests };
  };

  test('renders its request, and saves the answer', async () => {
    const { chat, requests } = calling(
      {
        method: 'POST',
        headers: { 'x-a': '{{ env.a }}' },
        query: { q: '{{ env.n }}' },
        body: { type: 'json', value: { list: '{{ env.list }}', text: 'n is {{ env.n }}' } },
        connection: 'desk',
        retry: { attempts: 2, backoffMs: 10 },
      },
      { status: 201, headers: {}, body: { id: 'T1' } },
    );
    chat.env = { a: 'b', n: 5, list: [1, 2] };
    expect(await chat.say('tickets')).toEqual(['T1']);
    expect(requests).toEqual([
      {
        method: 'POST',
        url: 'https://example.com/tickets',
        headers: { 'x-a': 'b' },
        query: { q: '5' },
        body: { type: 'json', value: { list: [1, 2], text: 'n is 5' } },
        connection: 'desk',
        retry: { attempts: 2, backoffMs: 10 },
        timeoutMs: 15_000,
        idempotencyKey: expect.stringMatching(/^c1:[0-9a-z]+:2:node$/),
        signal: expect.any(AbortSignal),
      },
    ]);
    await chat.say('again');
    expect(requests[1]?.idempotencyKey).not.toBe(requests[0]?.idempotencyKey);
  });

  test('an answer of 400 and above is an error with status and body, saved all the same', async () => {
    const { chat } = calling({}, { status: 404, headers: {}, body: { why: 'gone' } });
    expect(await chat.say('x')).toEqual(['http.status 404 404']);
    expect(chat.snapshot.frames[0]?.nodes.node).toEqual({
      error: {
        code: 'http.status',
        message: 'The server answered 404.',
        retryable: false,
        details: { status: 404, body: { why: 'gone' } },
      },
    });
  });

  test('what does not come to an answer is an error with its code', async () => {
    const { chat } = calling({}, new NodeError({ code: 'http.timeout', message: 'Too slow.', retryable: true }));
    expect(await chat.say('x')).toEqual(['http.timeout  ']);
  });

  test('an error is gone when the node next succeeds', async () => {
    const answers = [500, 200];
    const http: HttpPort = { request: async () => ({ status: answers.shift() ?? 200, headers: {}, body: null }) };
    const flow = testFlow(
      [
        node('http', { url: 'https://example.com' }),
        { id: 'said', type: 'message', config: { text: '[{{ nodes.node.error.code }}]' } },
      ],
      ['start > node', 'node > said', 'node.error > said'],
    );
    const chat = new ConversationHarness({ flow, services: { http } });
    expect(await chat.open()).toEqual(['[http.status]']);
    expect(await chat.say('again')).toEqual(['[]']);
  });
});

describe('script', () => {
  const scripted = (run: (request: ScriptRequest) => string) => {
    const script = {
      run: async (request: ScriptRequest) => ({ value: run(request), logs: [{ level: 'log' as const, text: 'hi' }] }),
    };
    const said = { next: '{{ vars.s.sum }}', error: '{{ nodes.node.error.code }}' };
    const flow = oneNode(
      node('script', { code: 'return {{ not a template }};', saveAs: 's', timeoutMs: '500' }),
      said,
      {
        variables: [{ key: 'n', type: 'number', default: 2 }],
      },
    );
    return new ConversationHarness({ flow, services: { script } });
  };

  test('is given its input as JSON, its code as it was written, and its limits', async () => {
    let seen: ScriptRequest | undefined;
    const chat = scripted((request) => {
      seen = request;
      return JSON.stringify({ sum: JSON.parse(request.input).vars.n + 1 });
    });
    expect(await chat.say('go')).toEqual(['3']);
    expect(seen).toMatchObject({ code: 'return {{ not a template }};', timeoutMs: 500, memoryMb: 32 });
    expect(JSON.parse(seen?.input ?? '')).toMatchObject({
      vars: { n: 2 },
      user: {},
      message: { text: 'go', files: [] },
      nodes: {},
      conversation: { id: 'c1', turns: 1 },
    });
  });

  test('fails by its error port', async () => {
    const chat = scripted(() => {
      throw new NodeError({ code: 'script.timeout', message: 'Too slow.' });
    });
    expect(await chat.say('go')).toEqual(['script.timeout']);
    expect(await scripted(() => 'no json').say('go')).toEqual(['script.not_json']);
  });

  test('a result cannot reach a prototype', async () => {
    const chat = scripted(() => '{"sum":1,"__proto__":{"polluted":true}}');
    expect(await chat.say('go')).toEqual(['1']);
    expect(chat.vars.s).toEqual({ sum: 1 });
  });
});

describe('llm', () => {
  const asking = (config: Record<string, unknown>, answers: (string | NodeError)[]) => {
    const model = scriptedModel(answers);
    const requests: ModelRequest[] = [];
    const stream = (request: ModelRequest) => {
      requests.push(request);
      return model.stream(request);
    };
    const history = {
      last: async () => [
        { role: 'user' as const, text: 'before' },
        { role: 'bot' as const, text: 'so it was' },
      ],
    };
    const said = { next: '[{{ vars.a }}]', error: '{{ nodes.node.error.code }}' };
    const flow = oneNode(node('llm', { prompt: '{{ message.text }}', saveAs: 'a', ...config }), said);
    return { chat: new ConversationHarness({ flow, services: { model: { stream }, history } }), requests };
  };

  test('streams its reply: the message has the text of its deltas, and is saved', async () => {
    const { chat, requests } = asking({ output: 'reply', system: 'Be kind.', history: 4, temperature: '0.5' }, [
      'One two three',
    ]);
    expect(await chat.say('hi')).toEqual(['One two three', '[One two three]']);
    const deltas = chat.events.filter((event) => event.type === 'message.delta');
    expect(deltas.map(({ offset, text, attempt }) => [offset, text, attempt])).toEqual([
      [0, 'One ', 1],
      [4, 'two ', 1],
      [8, 'three', 1],
    ]);
    expect(chat.events.find((event) => event.type === 'message')).toMatchObject({ id: deltas[0]?.messageId });
    expect(chat.events.find((event) => event.type === 'usage')).toMatchObject({ nodeId: 'node', outputTokens: 3 });
    expect(requests[0]).toMatchObject({
      temperature: 0.5,
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'before' },
        { role: 'assistant', content: 'so it was' },
        { role: 'user', content: 'hi' },
      ],
    });
  });

  test('stopped, keeps its text so far, and the flow goes on', async () => {
    const { chat } = asking({ output: 'reply' }, []);
    const endless = {
      async *stream({ signal }: ModelRequest) {
        while (!signal.aborted) {
          yield { type: 'text' as const, text: 'word ' };
          await new Promise((resolve) => setImmediate(resolve));
        }
        throw new NodeError({ code: 'aborted', message: 'Aborted.' });
      },
    };
    const stopped = new ConversationHarness({
      flow: oneNode(node('llm', { prompt: 'x', output: 'reply', saveAs: 'a' }), { next: 'on', error: 'error' }),
      services: { model: endless },
    });
    stopped.onEvent = (event) => event.type === 'message.delta' && event.offset === 10 && stopped.stop.abort('stopped');
    expect(await stopped.open()).toEqual([expect.stringMatching(/^(word ){3,} \[stopped\]$/), 'on']);
    expect(String(stopped.vars.a)).toMatch(/^(word ){3,}$/);
    expect(chat.snapshot.status).toBe('fresh');
  });

  test('silent says nothing; a schema gives its object', async () => {
    expect(await asking({ output: 'silent' }, ['quiet']).chat.say('x')).toEqual(['[quiet]']);
    const schema = { type: 'object', properties: { ok: { type: 'boolean' } } };
    const { chat, requests } = asking({ output: { schema } }, ['{"ok":true}', 'no json']);
    expect(await chat.say('x')).toEqual(['[{"ok":true}]']);
    expect(chat.vars.a).toEqual({ ok: true });
    expect(requests[0]?.schema).toEqual(schema);
    expect(await chat.say('x')).toEqual(['model.bad_answer']);
  });

  test('without a model says so, by its error port or with an apology', async () => {
    const missing = new NodeError({ code: 'model.not_configured', message: 'No model connection.' });
    expect(await asking({ output: 'reply' }, [missing]).chat.say('x')).toEqual(['model.not_configured']);
    const bare = new ConversationHarness({
      flow: testFlow([node('llm', { prompt: 'x', output: 'reply' })], ['start > node']),
      services: { model: scriptedModel([missing]) },
    });
    expect(await bare.open()).toEqual([expect.stringContaining('Sorry'), '!model.not_configured']);
  });
});
