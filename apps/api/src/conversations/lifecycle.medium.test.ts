import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OpenAiServer, startOpenAiServer } from '@patchbay/testing';
import { ChatApp, type ChatTestEvent, exampleFlow, textsOf } from '../testing/chat-app.ts';
import { startTestApp } from '../testing/start-test-app.ts';

const isDelta = (event: ChatTestEvent) => event.type === 'message.delta';

describe('life of conversations', () => {
  let chat: ChatApp;
  let model: OpenAiServer;
  let variables: Record<string, string>;
  beforeAll(async () => {
    model = await startOpenAiServer();
    variables = { OPENAI_API_KEY: 'test', OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'test-model' };
    chat = await ChatApp.start({ variables });
    for (const name of ['echo', 'order-form', 'llm']) await chat.publish(exampleFlow(name));
  });
  afterAll(async () => {
    await chat?.stop();
    await model?.close();
  });
  const unpublish = (key: string, openConversations: 'finish' | 'close') =>
    chat.admin(`/flows/${key}/unpublish`, { body: { openConversations } });

  it('finish what is open when a bot goes offline so, and begin nothing new', async () => {
    const waiting = await chat.open('order-form');
    const idle = await chat.open('echo');
    await idle.say('x');
    expect((await unpublish('order-form', 'finish')).status).toBe(200);
    expect((await chat.call('/api/chat/order-form/conversations', { body: {} })).status).toBe(404);
    expect((await chat.fetch('/c/order-form')).status).toBe(404);
    expect(textsOf((await waiting.say('Something else')).body.events)).toContain(
      'bot: Then tell me your e-mail address.',
    );
    expect((await waiting.say('a@example.com')).body.events.map((event) => event.type)).toContain(
      'conversation.closed',
    );
    const refused = await waiting.say('and now?');
    expect([refused.status, refused.body.code]).toEqual([409, 'bot_offline']);
    await unpublish('echo', 'finish');
    expect((await idle.say('y')).status).toBe(409);
    await chat.publish(exampleFlow('order-form'));
    await chat.publish(exampleFlow('echo'));
    expect((await idle.say('z')).status).toBe(200);
    expect((await waiting.say('again')).body.events[0]).toMatchObject({ type: 'conversation.reopened', episode: 2 });
  });

  it('close what is open when a bot goes offline so, and say it to open streams', async () => {
    const waiting = await chat.open('order-form');
    const stream = await waiting.stream('/events');
    await stream.until((event) => event.seq === 3);
    expect((await unpublish('order-form', 'close')).status).toBe(200);
    const closed = await stream.until((event) => event.type === 'conversation.closed');
    expect(closed).toMatchObject({ resolution: 'abandoned', turnId: null });
    expect(stream.events.map((event) => event.type)).toContain('component.closed');
    stream.close();
    expect((await waiting.say('x')).body.code).toBe('bot_offline');
    expect((await waiting.events()).at(-1)?.type).toBe('conversation.closed');
    await chat.publish(exampleFlow('order-form'));
    expect((await waiting.say('x')).body.events[0]?.type).toBe('conversation.reopened');
  });

  it('close what is being answered too', async () => {
    const conversation = await chat.open('llm');
    model.next({ text: 'this will not come to its end because the bot goes offline', delayMs: 60 });
    const stream = await conversation.stream('/turns', { body: { text: 'x' } });
    await stream.until(isDelta);
    await unpublish('llm', 'close');
    await stream.done;
    const last = (await conversation.events()).at(-1);
    expect(last).toMatchObject({ type: 'conversation.closed', resolution: 'abandoned' });
    await chat.publish(exampleFlow('llm'));
    expect((await conversation.say('again')).body.turn.status).toBe('completed');
  });

  it('are given over in order: who is being answered is answered, who follows comes again', async () => {
    const second = await startTestApp({ database: chat.app.database, variables });
    const conversation = await chat.open('llm');
    const path = conversation.path;
    const headers = { authorization: `Bearer ${conversation.token}`, 'content-type': 'application/json' };
    model.next({ text: 'the answer is whole although the process ends', delayMs: 60 });
    const turn = fetch(`${second.url}${path}/turns`, {
      method: 'POST',
      headers: { ...headers, accept: 'text/event-stream' },
      body: JSON.stringify({ text: 'x' }),
    }).then((response) => response.text());
    const follower = fetch(`${second.url}${path}/events`, {
      headers: { ...headers, accept: 'text/event-stream' },
    }).then((response) => response.text());
    await sleep(200);
    const ending = second.app.close();
    expect(await follower).toContain('data: ');
    await sleep(20);
    const late = await fetch(`${second.url}${path}/turns`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ text: 'late' }),
    }).then(
      (response) => response.status,
      () => 503,
    );
    expect(late).toBe(503);
    const text = await turn;
    expect(text).toContain('"text":"the answer is whole although the process ends"');
    expect(text).toContain('turn.completed');
    await ending;
    expect((await conversation.say('after')).status).toBe(200);
  });

  it('answer a key once over two processes', async () => {
    const second = await startTestApp({
      database: chat.app.database,
      variables: { ...variables, PATCHBAY_RATE_LIMITS: 'off' },
    });
    try {
      const conversation = await chat.open('llm');
      const post = (url: string, key: string) =>
        fetch(`${url}${conversation.path}/turns`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${conversation.token}`,
            'content-type': 'application/json',
            'idempotency-key': key,
          },
          body: JSON.stringify({ text: 'both' }),
        }).then((response) => response.text());
      const calls = model.requests.length;
      model.next({ text: 'slow enough to meet', delayMs: 50 });
      const same = await Promise.all(
        Array.from({ length: 10 }, (_, n) => post(n % 2 ? chat.app.url : second.url, 'same')),
      );
      expect(new Set(same).size).toBe(1);
      expect(model.requests.length).toBe(calls + 1);
      const own = await Promise.all(
        Array.from({ length: 6 }, (_, n) => post(n % 2 ? chat.app.url : second.url, `own-${n}`)),
      );
      expect(own.every((text) => text.includes('"status":"completed"'))).toBe(true);
      const seqs = (await conversation.events()).map((event) => event.seq);
      expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, n) => n + 1));
    } finally {
      await second.stop();
    }
  });

  it('are listed for who may read them, newest first, page by page', async () => {
    const first = await chat.admin<{ conversations: { id: string }[]; next: string | null }>(
      '/conversations?limit=2&flow=echo',
    );
    expect(first.body.conversations).toHaveLength(1);
    const all: string[] = [];
    let after = '';
    do {
      const page = await chat.admin<{ conversations: { id: string }[]; next: string | null }>(
        `/conversations?limit=2${after}`,
      );
      all.push(...page.body.conversations.map((one) => one.id));
      after = page.body.next ? `&after=${page.body.next}` : '';
    } while (after);
    expect(all.length).toBeGreaterThan(4);
    expect(all).toEqual([...new Set(all)].sort().reverse());
    const record = await chat.admin<{ events: ChatTestEvent[] }>(`/conversations/${all.at(-1)}/events`);
    expect(record.body.events[0]).toMatchObject({ seq: 1 });
    expect((await chat.admin('/conversations?after=odd')).status).toBe(422);
    expect((await chat.admin(`/conversations/${crypto.randomUUID()}/events`)).status).toBe(404);
    expect((await chat.admin('/conversations/odd/events')).status).toBe(404);
  });

  it('have a page while their bot is online', async () => {
    expect((await chat.fetch('/c/nobody')).status).toBe(404);
    expect(await (await chat.fetch('/c/nobody')).text()).toContain('not available');
  });

  it('are traced apart', async () => {
    await sleep(700);
    const rows = await chat.app.database.dataSource.query('SELECT steps FROM run_trace LIMIT 1');
    expect(JSON.parse(rows[0].steps)[0]).toMatchObject({ nodeId: expect.any(String), outcome: expect.any(String) });
  });
});

describe('limits', () => {
  it('refuse too many turns with the time to wait', async () => {
    const chat = await ChatApp.start({ variables: { PATCHBAY_RATE_LIMITS: 'on' } });
    try {
      await chat.publish(exampleFlow('echo'));
      const conversation = await chat.open('echo');
      const answers = await Promise.all(Array.from({ length: 140 }, () => conversation.say('x', { key: 'same' })));
      const refused = answers.find((answer) => answer.status === 429)!;
      expect(refused.body.code).toBe('too_many_requests');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await chat.stop();
    }
  });
});
