import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FlowDocument } from '@patchbay/flow-spec';
import { type HttpServer, type OpenAiServer, startHttpServer, startOpenAiServer } from '@patchbay/testing';
import { ChatApp, testFlow } from '../testing/chat-app.ts';

// What goes wrong in a flow ends its turn, is told, and leaves the conversation usable.

const MEGABYTE = Buffer.alloc(1024 * 1024, 'x');

describe('a turn of a flow', () => {
  let chat: ChatApp;
  let model: OpenAiServer;
  let server: HttpServer;
  let sent = 0;

  // 500 MB, for who reads them.
  function sendHuge(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/plain' });
    sent = 0;
    const more = (): void => {
      while (sent < 500 && !response.destroyed) {
        sent += 1;
        if (!response.write(MEGABYTE)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  }

  beforeAll(async () => {
    model = await startOpenAiServer({
      reply: (body) => {
        const asked = JSON.stringify(body.messages);
        if (asked.includes('hang')) return { hang: true };
        if (asked.includes('garbage')) return { garbage: true };
        if (asked.includes('word')) return { text: `{"word":"${'a'.repeat(40)}!"}` };
        if (asked.includes('blanks')) return { text: `\`\`\`${' '.repeat(20_000)}x` };
        return { text: 'one two three four', cutAfter: 2 };
      },
    });
    server = await startHttpServer({ routes: { '/huge': (_request, response) => sendHuge(response) } });
    chat = await ChatApp.start({
      variables: {
        OPENAI_API_KEY: 'test',
        OPENAI_BASE_URL: `${model.url}/v1`,
        OPENAI_MODEL: 'test-model',
        PATCHBAY_ALLOW_PRIVATE_NETWORK: '127.0.0.1',
      },
    });
    const timed = { baseUrl: `${model.url}/v1`, model: 'test-model', timeoutMs: 1_000 };
    const made = await chat.admin('/connections', {
      body: { key: 'timed', kind: 'openai', config: timed, secrets: { apiKey: 'test' } },
    });
    expect(made.status).toBe(201);
  });
  afterAll(async () => {
    await chat?.stop();
    await Promise.all([model?.close(), server?.close()]);
  });

  /** A flow that does it at each message; a message "fine" is answered without it. */
  function trap(key: string, nodes: FlowDocument['nodes'], edges: string[] = []): FlowDocument {
    const first = nodes[0]!.id;
    return testFlow(
      key,
      [
        { id: 'start', type: 'start', config: { waitForMessage: true, greeting: 'Go on.' } },
        {
          id: 'which',
          type: 'condition',
          config: { cases: [{ id: 'fine', when: { left: '{{ message.text }}', op: 'eq', right: 'fine' } }] },
        },
        { id: 'fine', type: 'message', config: { text: 'All is well.' } },
        ...nodes,
      ],
      ['start.next > which', 'which.case:fine > fine', `which.else > ${first}`, ...edges],
    );
  }

  async function expectEnded(flow: FlowDocument, code: RegExp): Promise<void> {
    await chat.publish(flow);
    const conversation = await chat.open(flow.key);
    const stream = await conversation.stream('/turns', { body: { text: 'do it' }, key: 'trap' });
    await stream.done;
    expect(stream.events.at(-1)).toMatchObject({ type: 'turn.completed' });
    expect(stream.events.find((event) => event.type === 'error')).toEqual(
      expect.objectContaining({ code: expect.stringMatching(code), message: expect.any(String) }),
    );
    const apology = stream.events.findLast((event) => event.type === 'message' && event.role === 'bot');
    expect(apology?.text).toMatch(/^Sorry/);
    // The same key tells the same, and what comes next is answered.
    const again = await conversation.say('do it', { key: 'trap' });
    expect(again.body.events).toEqual(stream.events.filter((event) => event.seq));
    const next = await conversation.say('fine');
    expect(next.body.events.at(-2)).toMatchObject({ text: 'All is well.' });
  }

  const script = (code: string, config: object = {}) => [{ id: 'x', type: 'script', config: { code, ...config } }];
  const text = (template: string) => [{ id: 'x', type: 'message', config: { text: template } }];
  const http = (path: string, config: object = {}) => [
    { id: 'x', type: 'http', config: { method: 'GET', url: `${server.url}${path}`, ...config } },
  ];
  const llm = (prompt: string) => [{ id: 'x', type: 'llm', config: { prompt, output: 'reply', connection: 'timed' } }];

  it('ends when a script never does', async () => {
    await expectEnded(trap('spin', script('for (;;) {}', { timeoutMs: 200 })), /^script\.timeout/);
    await expectEnded(trap('never', script('await new Promise(() => {})', { timeoutMs: 200 })), /^script\./);
  });

  it('ends when a script takes all memory, or returns what is no JSON', async () => {
    const hoard = 'const all = []; for (;;) all.push(new Array(1e6).fill(all.length));';
    await expectEnded(trap('hoard', script(hoard, { timeoutMs: 5_000, memoryMb: 16 })), /^script\./);
    await expectEnded(trap('no-json', script('return () => 1')), /^script\./);
  });

  it('ends when a template explodes', async () => {
    const doubling = `{% assign a = 'xxxxxxxxxx' %}${'{% assign a = a | append: a %}'.repeat(40)}{{ a }}`;
    await expectEnded(trap('doubling', text(doubling)), /^template\./);
    await expectEnded(trap('counting', text('{% for i in (1..900000000) %}x{% endfor %}')), /^template\./);
  });

  it('ends when a circle does not wait, which publishing refuses where it can be known', async () => {
    const add = { id: 'add', type: 'set', config: { assignments: [{ key: 'name', value: '{{ vars.name }}x' }] } };
    const bare = trap(
      'bare-circle',
      [add, { id: 'on', type: 'set', config: add.config }],
      ['add.next > on', 'on.next > add'],
    );
    expect((await chat.admin('/flows', { body: bare })).status).toBe(201);
    const refused = await chat.admin<{ issues: { code: string }[] }>('/flows/bare-circle/publish', { body: {} });
    expect([refused.status, refused.body.issues.map(({ code }) => code)]).toEqual([
      422,
      expect.arrayContaining(['cycle.endless']),
    ]);
    // This question waits, were it not for what is known already.
    const asked = {
      id: 'ask',
      type: 'question',
      config: { text: 'Name?', saveAs: 'name', expects: 'text', skipIfSet: true },
    };
    await expectEnded(trap('circle', [add, asked], ['add.next > ask', 'ask.next > add']), /^turn\./);
  });

  it('ends when nested loops go on for long', async () => {
    const many = (id: string) => ({
      id,
      type: 'loop',
      config: { items: '{{ vars.list }}', itemVar: `${id}Item`, limit: 1_000 },
    });
    const nodes = [
      {
        id: 'list',
        type: 'set',
        config: { assignments: [{ key: 'list', value: `{{ '${'x,'.repeat(1_000)}' | split: ',' }}` }] },
      },
      many('outer'),
      many('inner'),
      { id: 'body', type: 'set', config: { assignments: [{ key: 'n', value: '{{ vars.innerItem }}' }] } },
    ];
    const edges = [
      'list.next > outer',
      'outer.each > inner',
      'inner.each > body',
      'body.next > inner',
      'inner.done > outer',
    ];
    await expectEnded(trap('nested', nodes, edges), /^turn\./);
  });

  it('ends when a model hangs, answers garbage or breaks off', async () => {
    await expectEnded(trap('hanging-model', llm('hang')), /^model\.timeout/);
    await expectEnded(trap('garbage-model', llm('garbage')), /^model\./);
    await expectEnded(trap('cut-model', llm('cut')), /^model\./);
  });

  it('ends when a schema’s pattern, or what a model answers, would take a regular expression for ever', async () => {
    const structured = (prompt: string, pattern: string) => [
      {
        id: 'x',
        type: 'llm',
        config: {
          ...{ prompt, connection: 'timed', saveAs: 'name' },
          output: { schema: { type: 'object', properties: { word: { type: 'string', pattern } }, required: ['word'] } },
        },
      },
    ];
    await expectEnded(trap('pattern-model', structured('word', '^(a+)+$')), /^model\.bad_answer/);
    await expectEnded(trap('blank-model', structured('blanks', '^a')), /^model\.bad_answer/);
    await expectEnded(trap('bad-pattern', structured('word', '(')), /^config\.invalid/);
    // One that fits is taken.
    await chat.publish(trap('fits', structured('word', '^a+!$')));
    const answered = await (await chat.open('fits')).say('go');
    expect(answered.body.events.some((event) => event.type === 'error')).toBe(false);
  });

  it('ends when a server answers garbage, hangs, or sends 500 MB, which nobody reads', async () => {
    const kept = { saveAs: 'answer' };
    await expectEnded(trap('hanging-server', http('/hang', { timeoutMs: 200 })), /^http\.timeout/);
    await expectEnded(trap('garbage-server', http('/garbage', kept)), /^http\./);
    await expectEnded(trap('cut-server', http('/cut', kept)), /^http\./);
    const before = process.memoryUsage.rss();
    await expectEnded(trap('huge-server', http('/huge', kept)), /^http\./);
    await sleep(50);
    expect(sent).toBeLessThan(100);
    expect(process.memoryUsage.rss() - before).toBeLessThan(400 * 1024 * 1024);
  });
});
