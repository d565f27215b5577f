import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Called,
  ChatApp,
  type ChatAnswerBody,
  type ChatTestEvent,
  exampleFlow,
  testFlow,
  textsOf,
} from '../testing/chat-app.ts';

describe('preview', () => {
  let chat: ChatApp;
  const path = (key: string, rest = '') => `/flows/${key}/preview/conversations${rest}`;
  const open = (key: string): Promise<Called> => chat.admin<ChatAnswerBody>(path(key), { body: {} });
  const turn = (key: string, id: string, body: unknown, idempotency?: string): Promise<Called> =>
    chat.admin<ChatAnswerBody>(path(key, `/${id}/turns`), {
      body,
      ...(idempotency === undefined ? {} : { key: idempotency }),
    });

  beforeAll(async () => {
    chat = await ChatApp.start();
    await chat.admin('/flows', { body: exampleFlow('order-form') });
  });
  afterAll(() => chat?.stop());

  it('talks to a draft that was never published, like the chat API', async () => {
    const opened = await open('order-form');
    expect(opened.status).toBe(201);
    const { id } = opened.body.conversation;
    expect(opened.body.events.map((event) => event.type)).toEqual(['message', 'component', 'turn.completed']);
    const componentId = opened.body.events[1]!.id;
    const form = await turn('order-form', id, { submit: { componentId, values: { option: 'laptop' } } });
    expect(form.body.events.map((event) => event.type)).toEqual(['component.closed', 'component', 'turn.completed']);
    const wrong = await turn('order-form', id, { submit: { componentId: form.body.events[1]!.id, values: {} } });
    expect(wrong.body.issues.map((issue) => issue.path)).toContain('submit.values.model');
    const closed = await turn('order-form', id, { submit: { componentId, values: { option: 'laptop' } } });
    expect(closed.body.code).toBe('component_closed');
    const unknown = await turn('order-form', id, { cancel: { componentId: 'none' } });
    expect(unknown.body.issues).toEqual([expect.objectContaining({ path: 'cancel.componentId' })]);
    const events = await chat.admin<ChatAnswerBody>(path('order-form', `/${id}/events?after=3`));
    expect(events.body.events).toEqual(form.body.events);
  });

  it('tells each step as it happens', async () => {
    const response = await chat.admin<string>(path('order-form'), { body: {} });
    expect(response.status).toBe(201);
    const stream = await chat.fetch(`/api/v1/workspaces/default${path('order-form')}`, {
      body: {},
      token: chat.adminKey,
      headers: { accept: 'text/event-stream' },
    });
    const events = (await stream.text())
      .trim()
      .split('\n\n')
      .map((block) => JSON.parse(block.split('data: ')[1]!) as ChatTestEvent);
    const steps = events.filter((event) => event.type === 'trace').map((event) => event.step as { nodeId: string });
    expect(steps.map((step) => step.nodeId)).toEqual(['start', 'what']);
    expect(steps[0]).toMatchObject({ nodeType: 'start', outcome: 'next', durationMs: expect.any(Number) });
  });

  it('runs a key once, and one turn at a time', async () => {
    await chat.admin('/flows', { body: exampleFlow('echo') });
    const { id } = (await open('echo')).body.conversation;
    const answers = await Promise.all(Array.from({ length: 5 }, () => turn('echo', id, { text: 'x' }, 'k')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect((await turn('echo', id, { text: 'y' }, 'k')).body.code).toBe('idempotency_mismatch');
    const many = await Promise.all(Array.from({ length: 5 }, (_, n) => turn('echo', id, { text: `n${n}` })));
    expect(many.every((answer) => answer.body.events.length === 3)).toBe(true);
  });

  it('goes on by timers, calls drafts of other flows, and takes the newest draft when it begins anew', async () => {
    await chat.admin('/flows', {
      body: testFlow('helper', [{ id: 'say', type: 'message', config: { text: 'helped' } }]),
    });
    const flow = (text: string) =>
      testFlow('timed', [
        { id: 'wait', type: 'wait', config: { seconds: 0.2 } },
        { id: 'call', type: 'subflow', config: { flow: 'helper' } },
        { id: 'say', type: 'message', config: { text } },
      ]);
    await chat.admin('/flows', { body: flow('one') });
    const { id } = (await open('timed')).body.conversation;
    await sleep(500);
    const events = await chat.admin<ChatAnswerBody>(path('timed', `/${id}/events`));
    expect(textsOf(events.body.events)).toEqual(['bot: helped', 'bot: one']);
    const draft = await chat.admin('/flows/timed/draft');
    await chat.admin('/flows/timed/draft', {
      method: 'PUT',
      body: {
        ...flow('two'),
        nodes: flow('two').nodes.filter((node) => node.id !== 'wait'),
        edges: [{ from: 'start', port: 'next', to: 'say' }],
      },
      headers: { 'if-match': draft.headers.get('etag')! },
    });
    expect(textsOf((await turn('timed', id, { text: 'again' })).body.events)).toEqual(['user: again', 'bot: two']);
  });

  it('is for who may write flows, and for its own flow', async () => {
    const { id } = (await open('echo')).body.conversation;
    expect((await turn('order-form', id, { text: 'x' })).status).toBe(404);
    expect((await open('nowhere')).status).toBe(404);
    const made = await chat.admin<{ key: string }>('/api-keys', { body: { name: 'viewer', role: 'viewer' } });
    const url = `/api/v1/workspaces/default${path('echo')}`;
    expect((await chat.call(url, { body: {}, token: made.body.key })).status).toBe(403);
    expect((await chat.call(url, { body: {} })).status).toBe(401);
    const listed = await chat.admin<{ conversations: unknown[] }>('/conversations');
    expect(listed.body.conversations).toEqual([]);
  });
});
