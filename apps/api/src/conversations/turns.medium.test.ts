import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChatApp, exampleFlow, testFlow, textsOf } from '../testing/chat-app.ts';

describe('turns', () => {
  let chat: ChatApp;
  beforeAll(async () => {
    chat = await ChatApp.start();
    for (const name of ['echo', 'order-form']) await chat.publish(exampleFlow(name));
  });
  afterAll(() => chat?.stop());

  it('open with the first words of the flow, in events as the contract says', async () => {
    const { opened } = await chat.open('echo');
    expect(opened.conversation).toEqual({ id: expect.any(String), token: expect.stringMatching(/^[\w-]{40,}$/) });
    expect(textsOf(opened.events)).toEqual(['bot: Say something.']);
    expect(opened.events.map((event) => event.seq)).toEqual([1, 2]);
    for (const event of opened.events) {
      expect(event.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(Math.abs(Date.parse(event.at) - Date.now())).toBeLessThan(60_000);
      expect(event).toMatchObject({ episode: 1, turnId: opened.turn.id });
    }
    expect(opened.events.at(-1)).toMatchObject({ type: 'turn.completed', waitingFor: { flow: 'echo' } });
  });

  it('answer, with the user’s own message first', async () => {
    const conversation = await chat.open('echo');
    const { status, body, headers } = await conversation.say('hi');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.turn).toEqual({ id: expect.any(String), status: 'completed' });
    expect(textsOf(body.events)).toEqual(['user: hi', 'bot: You said: hi']);
    expect(body.events.map((event) => event.seq)).toEqual([3, 4, 5]);
    expect(textsOf((await conversation.say('again')).body.events)).toEqual(['user: again', 'bot: You said: again']);
    const all = await conversation.events();
    expect(all.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await conversation.events(5)).toEqual(all.slice(5));
  });

  it('walk through choice, form and end, and begin a new episode after it', async () => {
    const conversation = await chat.open('order-form');
    const choice = conversation.opened.events.find((event) => event.type === 'component')!;
    expect(choice).toMatchObject({ kind: 'choice', spec: { style: 'buttons' } });
    const form = await conversation.turn({ submit: { componentId: choice.id, values: { option: 'laptop' } } });
    expect(form.body.events.map((event) => event.type)).toEqual(['component.closed', 'component', 'turn.completed']);
    const componentId = form.body.events[1]!.id;
    const wrong = await conversation.turn({ submit: { componentId, values: { amount: 'many' } } });
    expect(wrong.status).toBe(422);
    expect(wrong.body.issues.map((issue) => issue.path)).toEqual(['submit.values.model', 'submit.values.amount']);
    const done = await conversation.turn({ submit: { componentId, values: { model: '13 inch', amount: 6 } } });
    expect(textsOf(done.body.events)).toEqual(["bot: 6 need your manager's word."]);
    expect(done.body.events.map((event) => event.type)).toContain('conversation.closed');
    const again = await conversation.turn({ submit: { componentId, values: { model: '13 inch', amount: 6 } } });
    expect(again.status).toBe(409);
    expect(again.body.code).toBe('component_closed');
    const next = await conversation.say('hello');
    expect(next.body.events[0]).toMatchObject({ type: 'conversation.reopened', episode: 2 });
    expect(next.body.events[1]).toMatchObject({ type: 'message', role: 'user', episode: 2 });
  });

  it('tell what is wrong with them', async () => {
    const conversation = await chat.open('order-form');
    const refusals: [unknown, number, string, string][] = [
      [{ text: 'x'.repeat(16_001) }, 422, 'text', 'too_big'],
      [{ text: 5 }, 422, 'text', 'invalid_type'],
      [{ text: 'a', extra: 1 }, 422, 'extra', 'unknown_field'],
      [{ submit: { componentId: 'x', values: {}, more: true } }, 422, 'submit.more', 'unknown_field'],
      [{ submit: { componentId: 'none', values: {} } }, 422, 'submit.componentId', 'unknown_component'],
      [{ cancel: { componentId: 'none' } }, 422, 'cancel.componentId', 'unknown_component'],
      [{ text: 'a', files: ['f1'] }, 422, 'files.0', 'unknown_file'],
    ];
    for (const [body, status, path, code] of refusals) {
      const refused = await conversation.turn(body);
      expect([refused.status, refused.body.issues]).toEqual([status, [expect.objectContaining({ path, code })]]);
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
    }
    expect((await conversation.turn('{"text":')).body).toMatchObject({ status: 400, code: 'not_json' });
    expect((await conversation.turn('{"__proto__":{"a":1},"text":"x"}')).status).toBe(400);
    expect((await conversation.turn({ text: 'x'.repeat(300_000) })).status).toBe(413);
    const plain = await conversation.turn('text', { headers: { 'content-type': 'text/plain' } });
    expect(plain.status).toBe(415);
    expect((await conversation.events()).at(-1)?.seq).toBe(3);
  });

  it('and everything else of a conversation tell what is wrong with a call', async () => {
    const conversation = await chat.open('echo');
    const opening = '/api/chat/echo/conversations';
    const { token, path } = conversation;
    const refusals: [string, Parameters<ChatApp['call']>[1], number, string | undefined][] = [
      [opening, { body: { locale: 5 } }, 422, 'locale'],
      [opening, { body: { locale: 'x'.repeat(36) } }, 422, 'locale'],
      [opening, { body: { timezone: {} } }, 422, 'timezone'],
      [opening, { body: { identityToken: ['x'] } }, 422, 'identityToken'],
      [opening, { body: { bot: 'other' } }, 422, 'bot'],
      [opening, { body: [] }, 422, ''],
      [opening, { body: '{' }, 400, undefined],
      [opening, { body: { locale: 'x'.repeat(300_000) } }, 413, undefined],
      [opening, { body: {}, key: 'k'.repeat(256) }, 422, 'idempotency-key'],
      [`${path}/turns`, { token, body: {} }, 422, 'text'],
      [`${path}/turns`, { token, body: { text: 'a', submit: { componentId: 'x', values: {} } } }, 422, 'submit'],
      [`${path}/turns`, { token, body: { submit: { componentId: 5, values: {} } } }, 422, 'submit.componentId'],
      [`${path}/turns`, { token, body: { submit: { componentId: 'x', values: [] } } }, 422, 'submit.values'],
      [`${path}/turns`, { token, body: { cancel: {} } }, 422, 'cancel.componentId'],
      [`${path}/turns`, { token, body: { text: 'a', files: 'f' } }, 422, 'files'],
      [`${path}/turns`, { token, body: { text: 'a' }, key: 'k'.repeat(256) }, 422, 'idempotency-key'],
      [`${path}/events?after=-1`, { token }, 422, 'query.after'],
      [`${path}/events?after=x`, { token }, 422, 'query.after'],
      [`${path}/events?since=1`, { token }, 422, 'query.since'],
      [`${path}/turns/none/stop`, { token, method: 'POST' }, 404, undefined],
      [`${path}/files/none`, { token }, 404, undefined],
    ];
    for (const [place, call, status, issue] of refusals) {
      const refused = await chat.call(place, call);
      expect([place, call, refused.status]).toEqual([place, call, status]);
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
      if (issue !== undefined) expect(refused.body.issues.map(({ path: at }) => at)).toContain(issue);
    }
    expect((await conversation.events()).at(-1)?.seq).toBe(2);
  });

  it('are let in by their own token alone', async () => {
    const conversation = await chat.open('echo');
    const other = await chat.open('echo');
    const known = await chat.open('order-form');
    const status = async (token?: string) => (await conversation.say('x', { token: token! })).status;
    expect(await status(undefined)).toBe(401);
    expect(await status('nonsense')).toBe(401);
    expect(await status(`${conversation.token.slice(0, -2)}AA`)).toBe(401);
    expect(await status(other.token)).toBe(404);
    expect(await status(known.token)).toBe(404);
    const missing = `/api/chat/echo/conversations/${crypto.randomUUID()}/turns`;
    expect((await chat.call(missing, { token: conversation.token, body: { text: 'x' } })).status).toBe(404);
    const elsewhere = `/api/chat/order-form/conversations/${conversation.id}/turns`;
    expect((await chat.call(elsewhere, { token: conversation.token, body: { text: 'x' } })).status).toBe(404);
    const odd = '/api/chat/echo/conversations/odd/turns';
    expect((await chat.call(odd, { token: conversation.token, body: { text: 'x' } })).status).toBe(404);
    expect((await chat.call(`${conversation.path}/events`, { token: other.token })).status).toBe(404);
    expect((await chat.call(`${conversation.path}/events`)).status).toBe(401);
    expect((await chat.call('/api/chat/nobody/conversations', { body: {} })).status).toBe(404);
  });

  it('run once for a key, whoever asks how often', async () => {
    const conversation = await chat.open('echo');
    const answers = await Promise.all(Array.from({ length: 20 }, () => conversation.say('once', { key: 'k1' })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(textsOf(await conversation.events()).filter((text) => text === 'user: once')).toHaveLength(1);
    const other = await conversation.say('twice', { key: 'k1' });
    expect(other.status).toBe(422);
    expect(other.body.code).toBe('idempotency_mismatch');
    const stream = await conversation.stream('/turns', { body: { text: 'once' }, key: 'k1' });
    await stream.done;
    expect(stream.events).toEqual(answers[0]!.body.events);
    // Another conversation may use the same key for something else.
    expect((await (await chat.open('echo')).say('else', { key: 'k1' })).status).toBe(200);
  });

  it('open once for a key', async () => {
    const open = (body: unknown) => chat.call('/api/chat/echo/conversations', { body, key: 'open-1' });
    const answers = await Promise.all(Array.from({ length: 10 }, () => open({ locale: 'de' })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(answers[0]!.status).toBe(201);
    expect((await open({ locale: 'en' })).body.code).toBe('idempotency_mismatch');
    expect((await open({ locale: 'de', more: 1 })).body.issues).toEqual([
      expect.objectContaining({ path: 'more', code: 'unknown_field' }),
    ]);
    const token = answers[0]!.body.conversation.token;
    const again = await chat.call(`/api/chat/echo/conversations/${answers[0]!.body.conversation.id}/turns`, {
      token,
      body: { text: 'works' },
    });
    expect(again.status).toBe(200);
    // The same key at another bot is another key.
    const other = await chat.call('/api/chat/order-form/conversations', { body: {}, key: 'open-1' });
    expect(other.body.conversation.id).not.toBe(answers[0]!.body.conversation.id);
  });

  it('come one after another in a conversation, each whole', async () => {
    const conversation = await chat.open('echo');
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => conversation.say(`n${n}`)));
    expect(answers.every((answer) => answer.status === 200)).toBe(true);
    const events = await conversation.events(2);
    expect(events.map((event) => event.seq)).toEqual(Array.from({ length: 36 }, (_, n) => n + 3));
    for (let index = 0; index < 36; index += 3)
      expect(new Set(events.slice(index, index + 3).map((event) => event.turnId)).size).toBe(1);
  });

  it('take odd texts as they are', async () => {
    const conversation = await chat.open('echo');
    for (const text of ['', '{{ vars }} {% if %}', '😀'.repeat(100), '"quotes" \\ \n line'])
      expect((await conversation.say(text)).body.turn?.status).toBe('completed');
    expect(textsOf(await conversation.events(2))).toContain('bot: You said: {{ vars }} {% if %}');
    for (const text of ['\u0000 nul', '\ud800 lone'])
      expect(await conversation.say(text)).toMatchObject({ status: 422, body: { issues: [{ path: 'text' }] } });
  });

  it('keep the flow that they began with until they wait at no node', async () => {
    const flow = (text: string) =>
      testFlow('versions', [
        { id: 'ask', type: 'question', config: { text: `${text}?`, saveAs: 'a' } },
        { id: 'say', type: 'message', config: { text } },
      ]);
    await chat.publish(flow('one'));
    const conversation = await chat.open('versions');
    expect(textsOf(conversation.opened.events)).toEqual(['bot: one?']);
    await chat.publish(flow('two'));
    expect(textsOf((await chat.open('versions')).opened.events)).toEqual(['bot: two?']);
    expect(textsOf((await conversation.say('x')).body.events)).toEqual(['user: x', 'bot: one']);
    expect(textsOf((await conversation.say('y')).body.events)).toEqual(['user: y', 'bot: two?']);
  });

  it('keep the subflow that they began with too', async () => {
    const sub = (text: string) => testFlow('sub', [{ id: 'say', type: 'message', config: { text } }]);
    await chat.publish(sub('sub one'));
    await chat.publish(
      testFlow('caller', [
        { id: 'ask', type: 'question', config: { text: 'go?', saveAs: 'a' } },
        { id: 'call', type: 'subflow', config: { flow: 'sub' } },
      ]),
    );
    const conversation = await chat.open('caller');
    await chat.publish(sub('sub two'));
    expect(textsOf((await conversation.say('x')).body.events)).toEqual(['user: x', 'bot: sub one']);
    await conversation.say('y');
    expect(textsOf((await conversation.say('z')).body.events)).toEqual(['user: z', 'bot: sub two']);
  });

  it('read workspace variables as they are now', async () => {
    await chat.admin('/variables/desk', { method: 'PUT', body: { value: 'Bern' } });
    await chat.publish(testFlow('env', [{ id: 'say', type: 'message', config: { text: 'desk {{ env.desk }}' } }]));
    const conversation = await chat.open('env');
    expect(textsOf(conversation.opened.events)).toEqual(['bot: desk Bern']);
    await chat.admin('/variables/desk', { method: 'PUT', body: { value: 'Basel' } });
    expect(textsOf((await conversation.say('x')).body.events)).toEqual(['user: x', 'bot: desk Basel']);
  });
});
