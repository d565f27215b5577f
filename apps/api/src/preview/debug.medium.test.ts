import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DebugState, NodeRun } from '@patchbay/api-contract';
import {
  type Called,
  ChatApp,
  type ChatAnswerBody,
  type ChatTestEvent,
  testFlow,
  TestStream,
  textsOf,
} from '../testing/chat-app.ts';

const flow = testFlow(
  'debugged',
  [
    { id: 'hello', type: 'message', config: { text: 'Hello' } },
    {
      id: 'set',
      type: 'set',
      config: {
        assignments: [
          { key: 'who', value: 'Ada' },
          { key: 'password', value: 'x' },
        ],
      },
    },
    { id: 'greet', type: 'message', config: { text: 'You are {{ vars.who }}' } },
    { id: 'ask', type: 'question', config: { text: 'What is it?', saveAs: 'what' } },
    { id: 'done', type: 'message', config: { text: 'So: {{ vars.what }}' } },
  ],
  undefined,
  { variables: [{ key: 'who', type: 'string' }] },
);

const isPaused = (event: ChatTestEvent) => event.type === 'debug' && event.state === 'paused';
const isIdle = (event: ChatTestEvent) => event.type === 'debug' && event.state === 'idle';
const statesOf = ({ events }: TestStream) => events.filter((event) => event.type === 'debug');

describe('debugging a preview', () => {
  let chat: ChatApp;
  const path = (id = '', rest = '') => `/flows/debugged/preview/conversations${id && `/${id}`}${rest}`;
  const debug = async (id: string, action?: string) =>
    (await chat.admin<DebugState>(path(id, '/debug'), action === undefined ? {} : { body: { action } })).body;
  const set = (id: string, body: unknown) =>
    chat.admin<DebugState & ChatAnswerBody>(path(id, '/variables'), { method: 'PUT', body });
  const events = async (id: string) => (await chat.admin<ChatAnswerBody>(path(id, '/events'))).body.events;
  /** Opens as a stream, which is there as soon as the conversation stands still. */
  const open = async (nodeIds: string[], rest: object = {}) => {
    const response = await chat.fetch(`/api/v1/workspaces/default${path()}`, {
      body: { breakpoints: nodeIds.map((nodeId) => ({ flow: 'debugged', nodeId })), ...rest },
      token: chat.adminKey,
      headers: { accept: 'text/event-stream' },
    });
    const reader = response.body!.getReader();
    let text = '';
    while (!/"token":"preview"[^]*\n\n/.test(text)) text += new TextDecoder().decode((await reader.read()).value);
    const id = /"type":"conversation","id":"([^"]+)"/.exec(text)![1]!;
    const rests = async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read())
        text += new TextDecoder().decode(part.value);
      return text
        .trim()
        .split('\n\n')
        .map((block) => JSON.parse(block.split('data: ')[1]!) as ChatTestEvent);
    };
    return { id, rest: rests };
  };
  const stream = async (at: string, options: { body?: unknown; key?: string } = {}) => {
    const control = new AbortController();
    const { signal } = control;
    const headers = { accept: 'text/event-stream' };
    const whole = `/api/v1/workspaces/default${at}`;
    return new TestStream(await chat.fetch(whole, { token: chat.adminKey, signal, headers, ...options }), control);
  };
  const say = (id: string, text: string): Promise<Called> =>
    chat.admin<ChatAnswerBody>(path(id, '/turns'), { body: { text } });

  beforeAll(async () => {
    chat = await ChatApp.start();
    await chat.admin('/flows', { body: flow });
  });
  afterAll(() => chat?.stop());

  it('stands still before a node with all that was said until there, is changed, stepped, and goes on', async () => {
    const { id, rest } = await open(['greet']);
    const paused = await debug(id);
    expect(paused).toMatchObject({
      state: 'paused',
      paused: { flow: 'debugged', nodeId: 'greet', depth: 0, reason: 'breakpoint', arrival: { kind: 'entered' } },
      vars: { who: 'Ada', password: '•••' },
    });
    const left = Date.parse(paused.paused!.until) - Date.now();
    expect(left).toBeGreaterThan(60_000);
    expect(textsOf(await events(id))).toEqual(['bot: Hello']);
    expect((await set(id, { path: 'who', value: 'Grace' })).body.vars).toMatchObject({ who: 'Grace' });
    expect((await set(id, { path: '__proto__.x', value: 1 })).status).toBe(422);
    await debug(id, 'step');
    await until(async () => (await debug(id)).paused?.nodeId === 'ask');
    expect(textsOf(await events(id))).toEqual(['bot: Hello', 'bot: You are Grace']);
    expect((await debug(id)).paused?.reason).toBe('step');
    await debug(id, 'continue');
    const told = await rest();
    expect(
      told.filter((event) => event.type === 'trace').map((event) => (event.step as { nodeId: string }).nodeId),
    ).toEqual(['start', 'hello', 'set', 'greet', 'ask']);
    expect(await debug(id)).toMatchObject({ state: 'idle', vars: { who: 'Grace' } });
    // What waits can be changed, too.
    await set(id, { path: 'who', value: 'Bob' });
    expect((await debug(id)).vars).toMatchObject({ who: 'Bob' });
  });

  it('tells a pause of the turn that opens it in that turn, and once to who follows', async () => {
    const opening = await stream(path(), { body: { breakpoints: [{ flow: 'debugged', nodeId: 'hello' }] } });
    const id = String((await opening.until((event) => event.type === 'conversation')).id);
    const paused = await opening.until(isPaused);
    expect(paused).toMatchObject({ paused: { nodeId: 'hello', reason: 'breakpoint' } });
    expect(textsOf(opening.events)).toEqual([]);
    const follower = await stream(path(id, '/events'));
    await follower.until(isPaused);
    await set(id, { path: 'more', value: 1 });
    await debug(id, 'continue');
    await opening.done;
    expect(textsOf(opening.events)).toEqual(['bot: Hello', 'bot: You are Ada', 'bot: What is it?']);
    expect(opening.events.at(-1)).toMatchObject({ type: 'debug', state: 'idle', vars: { who: 'Ada', more: 1 } });
    await follower.until(isIdle);
    const states = statesOf(opening);
    expect(statesOf(follower)).toEqual(states.slice(states.indexOf(paused)));
    const revisions = states.map((state) => Number(state.revision));
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
    follower.close();
  });

  it('tells who asks again for a turn where it stands now, and nothing of where it stood', async () => {
    const { id, rest } = await open([]);
    await rest();
    await debug(id, 'pause');
    const turn = { body: { text: 'x' }, key: 'asked-again' };
    const first = await stream(path(id, '/turns'), turn);
    await first.until(isPaused);
    await set(id, { path: 'who', value: 'Bob' });
    const again = await stream(path(id, '/turns'), turn);
    const now = await again.until((event) => event.type === 'debug');
    expect(now).toMatchObject({ state: 'paused', vars: { who: 'Bob' } });
    await debug(id, 'continue');
    await Promise.all([first.done, again.done]);
    const states = statesOf(first);
    expect(states.filter(isPaused)).toHaveLength(2);
    expect(statesOf(again)).toEqual(states.filter((state) => Number(state.revision) >= Number(now.revision)));
    expect(isIdle(again.events.at(-1)!)).toBe(true);
  });

  it('stands still where an answer comes, and ends there when it is stopped', async () => {
    const { id, rest } = await open([]);
    await rest();
    await chat.admin(path(id, '/breakpoints'), {
      method: 'PUT',
      body: { nodes: [{ flow: 'debugged', nodeId: 'ask' }] },
    });
    const answer = say(id, 'the printer');
    await until(async () => (await debug(id)).state === 'paused');
    expect((await debug(id)).paused?.arrival).toEqual({ kind: 'message', text: 'the printer' });
    await debug(id, 'stop');
    expect(textsOf((await answer).body.events)).toEqual(['user: the printer']);
    expect(await debug(id)).toMatchObject({ state: 'idle', ended: 'stopped' });
    await chat.admin(path(id, '/breakpoints'), { method: 'PUT', body: { nodes: [] } });
    expect(textsOf((await say(id, 'again')).body.events)).toContain('bot: Hello');
  });

  it('is told anew to who comes back: its steps, its events, and where it stands', async () => {
    const { id } = await open(['greet']);
    const control = new AbortController();
    const response = await chat.fetch(`/api/v1/workspaces/default${path(id, '/events')}`, {
      token: chat.adminKey,
      headers: { accept: 'text/event-stream' },
      signal: control.signal,
    });
    const reader = response.body!.getReader();
    let text = '';
    while (!text.includes('"type":"debug"')) text += new TextDecoder().decode((await reader.read()).value);
    control.abort();
    expect(text.match(/"type":"trace"/g)).toHaveLength(3);
    expect(text).toContain('Hello');
    expect(text).toMatch(/"state":"paused".*"nodeId":"greet"/);
    await debug(id, 'stop');
  });

  it('a pause that is asked for comes before the next node; so does a stop', async () => {
    const { id, rest } = await open([]);
    await rest();
    expect(await debug(id, 'pause')).toMatchObject({ state: 'idle', pending: 'pause' });
    const answer = say(id, 'x');
    await until(async () => (await debug(id)).state === 'paused');
    expect((await debug(id)).paused).toMatchObject({ nodeId: 'ask', reason: 'pause' });
    await debug(id, 'continue');
    expect(textsOf((await answer).body.events)).toEqual(['user: x', 'bot: So: x']);
  });

  it('begins at a node with what it knew there', async () => {
    const { id, rest } = await open([]);
    await rest();
    await say(id, 'the monitor');
    const data = await chat.admin(path(id, '/nodes/done'));
    expect(data.body).toMatchObject({
      visited: true,
      vars: { what: 'the monitor', who: 'Ada' },
      message: 'the monitor',
    });
    const from = await chat.admin<ChatAnswerBody>(path(), { body: { from: { nodeId: 'done', conversationId: id } } });
    expect(textsOf(from.body.events)).toEqual(['bot: So: the monitor']);
    const unknown = await chat.admin<ChatAnswerBody>(path(), {
      body: { from: { nodeId: 'none', conversationId: id } },
    });
    expect(unknown.body.issues[0]?.path).toBe('from.nodeId');
  });

  it('begins within a loop with the item that it had there, and goes on with the next', async () => {
    const items = [
      { id: 'each', type: 'loop', config: { items: ['red', 'blue', 'green'], itemVar: 'item', limit: 100 } },
    ];
    const ask = { id: 'ask', type: 'question', config: { text: 'And {{ vars.item }}?', saveAs: 'answer' } };
    const end = { id: 'end', type: 'message', config: { text: 'Done' } };
    const wires = ['start > each', 'each.each > ask', 'ask > each', 'each.done > end'];
    await chat.admin('/flows', { body: testFlow('looping', [...items, ask, end], wires) });
    const conversations = '/flows/looping/preview/conversations';
    const opened = async (from?: object) =>
      (await chat.admin<ChatAnswerBody>(conversations, { body: from ? { from } : {} })).body;
    const answer = async (id: string) =>
      textsOf((await chat.admin<ChatAnswerBody>(`${conversations}/${id}/turns`, { body: { text: 'ok' } })).body.events);
    const { conversation } = await opened();
    expect(await answer(conversation.id)).toEqual(['user: ok', 'bot: And blue?']);
    const conversationId = conversation.id;
    const again = await opened({ nodeId: 'ask', conversationId });
    expect(textsOf(again.events)).toEqual(['bot: And blue?']);
    expect(await answer(again.conversation.id)).toEqual(['user: ok', 'bot: And green?']);
    expect(await answer(again.conversation.id)).toEqual(['user: ok', 'bot: Done']);
    // A loop that it begins at begins anew.
    expect(textsOf((await opened({ nodeId: 'each', conversationId })).events)).toEqual(['bot: And red?']);
  });

  it('runs a node alone, with data typed by hand or of a test, and an answer', async () => {
    const run = (body: unknown) => chat.admin<NodeRun & ChatAnswerBody>('/flows/debugged/preview/node-runs', { body });
    const typed = await run({ nodeId: 'greet', values: { vars: { who: 'Zoe' } } });
    expect(textsOf(typed.body.events as ChatTestEvent[])).toEqual(['bot: You are Zoe']);
    expect(typed.body.steps).toEqual([
      expect.objectContaining({ nodeId: 'greet', outcome: 'next', config: { text: 'You are Zoe' } }),
    ]);
    const asked = await run({ nodeId: 'ask', answer: 'The mouse' });
    expect(asked.body.steps.map((step) => [step.outcome, step.output])).toEqual([
      ['wait', undefined],
      ['next', 'The mouse'],
    ]);
    expect(asked.body.steps[1]?.changed).toEqual({ what: 'The mouse' });
    expect((await run({ nodeId: 'none' })).body.issues[0]?.path).toBe('nodeId');
  });

  it('runs a node alone in the language and the time zone of the test, or else of the flow and of who asks', async () => {
    const words = [
      {
        id: 'words',
        type: 'message',
        config: { text: 'Hello, {{ conversation.locale }} in {{ conversation.timezone }}' },
      },
    ];
    const translations = { de: { 'words.text': 'Hallo, {{ conversation.locale }} in {{ conversation.timezone }}' } };
    await chat.admin('/flows', { body: testFlow('where', words, undefined, { language: 'de', translations }) });
    const run = async (body: object) => {
      const ran = await chat.admin<NodeRun>('/flows/where/preview/node-runs', { body: { nodeId: 'words', ...body } });
      return textsOf(ran.body.events as ChatTestEvent[]);
    };
    expect(await run({})).toEqual(['bot: Hallo, de in UTC']);
    expect(await run({ timezone: 'Europe/Berlin' })).toEqual(['bot: Hallo, de in Europe/Berlin']);
    const body = { locale: 'de-AT', timezone: 'Europe/Vienna' };
    const opened = await chat.admin<ChatAnswerBody>('/flows/where/preview/conversations', { body });
    const conversationId = opened.body.conversation.id;
    expect(await run({ conversationId, timezone: 'Asia/Tokyo' })).toEqual(['bot: Hallo, de-AT in Europe/Vienna']);
  });

  it('a node that may write is run only when it is said, and then really calls', async () => {
    await chat.admin('/flows', {
      body: testFlow('caller', [
        { id: 'call', type: 'http', config: { url: 'http://127.0.0.1:9/x', method: 'POST' } },
        { id: 'read', type: 'http', config: { url: 'http://127.0.0.1:9/x', method: 'GET' } },
      ]),
    });
    const run = (body: unknown) => chat.admin<NodeRun & ChatAnswerBody>('/flows/caller/preview/node-runs', { body });
    expect((await run({ nodeId: 'call' })).body.issues[0]?.path).toBe('allowWrites');
    const { body } = await run({ nodeId: 'call', allowWrites: true });
    expect(body.steps[0]).toMatchObject({ outcome: 'fail', error: { code: 'http.address_refused' } });
    const read = await run({ nodeId: 'read' });
    expect(read.body.steps[0]).toMatchObject({ outcome: 'fail', error: { code: 'http.address_refused' } });
  });

  it('never touches a published conversation, of the same flow and at the same moment', async () => {
    const bot = await chat.publish(flow);
    const { id } = await open(['start', 'hello', 'set', 'greet', 'ask', 'done']);
    expect((await debug(id)).state).toBe('paused');
    const conversation = await chat.open(bot);
    expect(textsOf(conversation.opened.events)).toEqual(['bot: Hello', 'bot: You are Ada', 'bot: What is it?']);
    const turn = await conversation.stream('/turns', { body: { text: 'x' } });
    await turn.done;
    expect(textsOf(turn.events)).toEqual(['user: x', 'bot: So: x']);
    expect(turn.events.map((event) => event.type)).not.toContain('debug');
    expect((await chat.admin(path(conversation.id, '/debug'), { body: { action: 'pause' } })).status).toBe(404);
    for (const body of [
      { breakpoints: [{ flow: 'debugged', nodeId: 'ask' }] },
      { from: { nodeId: 'ask', conversationId: id } },
    ])
      expect((await chat.call(`/api/chat/${bot}/conversations`, { body })).status).toBe(422);
    await debug(id, 'stop');
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await holds()); ) {
    if (Date.now() > end) throw new Error('it did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
