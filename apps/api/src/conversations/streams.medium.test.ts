import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OpenAiServer, startOpenAiServer } from '@patchbay/testing';
import {
  ChatApp,
  type ChatTestEvent,
  exampleFlow,
  type TestConversation,
  testFlow,
  textsOf,
} from '../testing/chat-app.ts';

const isDelta = (event: ChatTestEvent) => event.type === 'message.delta';
const joined = (events: ChatTestEvent[]) =>
  events
    .filter(isDelta)
    .map((event) => String(event.text))
    .join('');

describe('streams', () => {
  let chat: ChatApp;
  let model: OpenAiServer;
  beforeAll(async () => {
    model = await startOpenAiServer();
    chat = await ChatApp.start({
      variables: { OPENAI_API_KEY: 'test', OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'test-model' },
    });
    for (const name of ['echo', 'llm']) await chat.publish(exampleFlow(name));
  });
  afterAll(async () => {
    await chat?.stop();
    await model?.close();
  });

  it('tell a turn as it happens, with the headers that streams need', async () => {
    const conversation = await chat.open('echo');
    const stream = await conversation.stream('/turns', { body: { text: 'hi' }, key: 's1' });
    await stream.done;
    expect(stream.status).toBe(200);
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    expect(stream.headers.get('x-accel-buffering')).toBe('no');
    expect(stream.headers.get('cache-control')).toBe('no-store');
    expect(textsOf(stream.events)).toEqual(['user: hi', 'bot: You said: hi']);
    expect(stream.ids).toEqual(stream.events.map((event) => String(event.seq)));
    expect(stream.events.at(-1)?.type).toBe('turn.completed');
  });

  it('open a conversation, named by the first event', async () => {
    const response = await chat.fetch('/api/chat/echo/conversations', {
      body: {},
      key: 'o1',
      headers: { accept: 'text/event-stream' },
    });
    expect(response.status).toBe(201);
    const blocks = (await response.text()).trim().split('\n\n');
    const events = blocks.map((block) => JSON.parse(block.split('data: ')[1]!) as ChatTestEvent);
    expect(events[0]).toEqual({ type: 'conversation', id: expect.any(String), token: expect.any(String) });
    expect(events.map((event) => event.type)).toEqual(['conversation', 'message', 'turn.completed']);
    const again = await chat.call('/api/chat/echo/conversations', { body: {}, key: 'o1' });
    expect(again.body.conversation.token).toBe(events[0]!.token);
    expect(again.body.events).toEqual(events.slice(1));
  });

  it('of answers that come at once, eight at a time, none is lost between its commits', async () => {
    const conversations = await Promise.all(Array.from({ length: 8 }, () => chat.open('llm')));
    const talk = async (conversation: TestConversation) => {
      for (let turn = 1; turn <= 30; turn += 1) {
        const stream = await conversation.stream('/turns', { body: { text: `one two three ${turn}` } });
        await stream.done;
        expect(stream.events.at(-1)?.type).toBe('turn.completed');
      }
    };
    await Promise.all(conversations.map(talk));
  });

  it('write an answer bit by bit, and then whole with the same text', async () => {
    const conversation = await chat.open('llm');
    model.next({ text: 'one two three', delayMs: 50 });
    const stream = await conversation.stream('/turns', { body: { text: 'one two three' } });
    await stream.done;
    const deltas = stream.events.filter(isDelta);
    expect(deltas.length).toBeGreaterThan(1);
    const whole = stream.events.find((event) => event.type === 'message' && event.role === 'bot')!;
    expect(joined(stream.events)).toBe(whole.text);
    for (const delta of deltas) expect(delta).toMatchObject({ messageId: whole.id, attempt: 1 });
    let offset = 0;
    for (const delta of deltas) {
      expect(delta.offset).toBe(offset);
      expect(delta).not.toHaveProperty('seq');
      offset += String(delta.text).length;
    }
    expect(stream.events[0]).toMatchObject({ type: 'message', role: 'user' });
    expect(textsOf(await conversation.events()).at(-1)).toBe('bot: one two three');
    // The next turn tells the model what was said before.
    await conversation.say('four');
    const messages = model.requests.at(-1)!.messages as { role: string; content: string }[];
    expect(messages.map((message) => message.content)).toEqual([
      'You are a helpful IT technician.',
      'one two three',
      'one two three',
      'four',
    ]);
  });

  it('give who comes in the middle all that is written so far, and then what follows', async () => {
    const conversation = await chat.open('llm');
    model.next({ text: 'a b c d e f g h i j k l m n o p', delayMs: 40 });
    const first = await conversation.stream('/turns', { body: { text: 'slow' }, key: 'slow' });
    await first.until((event) => isDelta(event) && Number(event.offset) >= 6);
    const follower = await conversation.stream('/events');
    const retry = await conversation.stream('/turns', { body: { text: 'slow' }, key: 'slow' });
    const catchUp = await follower.until(isDelta);
    expect(catchUp.offset).toBe(0);
    expect(String(catchUp.text).length).toBeGreaterThanOrEqual(6);
    expect(follower.events.slice(0, 3).map((event) => event.type)).toEqual([
      'turn.completed',
      'message',
      'message.delta',
    ]);
    await Promise.all([first.done, retry.done]);
    await follower.until((event) => event.type === 'turn.completed' && event.turnId === first.events[0]!.turnId);
    for (const stream of [first, follower, retry]) {
      expect(joined(stream.events)).toBe('a b c d e f g h i j k l m n o p');
      const seqs = stream.events.flatMap((event) => (event.seq ? [event.seq] : []));
      expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    }
    expect(retry.events.filter(isDelta)[0]!.offset).toBe(0);
    follower.close();
    const json = await conversation.say('slow', { key: 'slow' });
    expect(json.body.events).toEqual(first.events.filter((event) => !isDelta(event)));
  });

  it('wait for the running turn before the next one', async () => {
    const conversation = await chat.open('llm');
    model.next({ text: 'first answer here', delayMs: 60 });
    const [one, two] = await Promise.all([
      conversation.say('one', { key: 'one' }),
      sleep(60).then(() => conversation.say('two', { key: 'two' })),
    ]);
    expect(textsOf(one.body.events)).toEqual(['user: one', 'bot: first answer here']);
    expect(textsOf(two.body.events)).toEqual(['user: two', 'bot: two']);
  });

  it('go on when the connection drops', async () => {
    const conversation = await chat.open('llm');
    model.next({ text: 'this goes on to its end', delayMs: 40 });
    const stream = await conversation.stream('/turns', { body: { text: 'x' }, key: 'dropped' });
    await stream.until(isDelta);
    stream.close();
    const again = await conversation.say('x', { key: 'dropped' });
    expect(textsOf(again.body.events)).toEqual(['user: x', 'bot: this goes on to its end']);
    expect(again.body.turn.status).toBe('completed');
    expect(model.aborted).toBe(0);
  });

  it('end the writing when the user stops it, and keep what was written', async () => {
    const conversation = await chat.open('llm');
    model.next({ text: 'one two three four five six seven eight nine ten', delayMs: 50 });
    const stream = await conversation.stream('/turns', { body: { text: 'x' } });
    await stream.until((event) => isDelta(event) && Number(event.offset) > 0);
    const turnId = stream.events[0]!.turnId;
    const stop = `${conversation.path}/turns/${turnId}/stop`;
    expect((await chat.call(stop, { method: 'POST', token: conversation.token })).status).toBe(202);
    await stream.done;
    const whole = stream.events.find((event) => event.type === 'message' && event.role === 'bot')!;
    expect(whole.stopped).toBe(true);
    expect(whole.text).toBe(joined(stream.events));
    expect('one two three four five six seven eight nine ten').toContain(String(whole.text).trim());
    expect(stream.events.at(-1)?.type).toBe('turn.completed');
    expect((await chat.call(stop, { method: 'POST', token: conversation.token })).status).toBe(202);
    const none = `${conversation.path}/turns/${crypto.randomUUID()}/stop`;
    expect((await chat.call(none, { method: 'POST', token: conversation.token })).status).toBe(404);
    expect((await chat.call(stop, { method: 'POST' })).status).toBe(401);
    expect((await conversation.say('next')).body.turn.status).toBe('completed');
  });

  it('follow a conversation from where the reader was', async () => {
    const conversation = await chat.open('echo');
    await conversation.say('one');
    const stream = await conversation.stream('/events', { headers: { 'last-event-id': '3' } });
    await stream.until((event) => event.seq === 5);
    expect(stream.events.map((event) => event.seq)).toEqual([4, 5]);
    await conversation.say('two');
    await stream.until((event) => event.seq === 8);
    expect(stream.events.map((event) => event.seq)).toEqual([4, 5, 6, 7, 8]);
    stream.close();
    const later = await conversation.stream('/events?after=7');
    await later.until((event) => event.seq === 8);
    later.close();
    const odd = await conversation.stream('/events', { headers: { 'last-event-id': 'x' } });
    expect(odd.status).toBe(422);
  });

  it('take a broken model for an error of the node, not of the conversation', async () => {
    const conversation = await chat.open('llm');
    model.next({ status: 400 });
    const { body } = await conversation.say('x');
    expect(textsOf(body.events).at(-1)).toMatch(/^bot: The model is not available: model\./);
    expect((await conversation.say('y')).body.turn.status).toBe('completed');
  });

  it('count what models cost', async () => {
    const { rows } = await chat.app.database.dataSource
      .query('SELECT count(*)::int AS n, min(input_tokens) AS input FROM usage WHERE connection = $1', ['openai'])
      .then((rows) => ({ rows }));
    expect(rows[0].n).toBeGreaterThan(3);
    expect(rows[0].input).toBe(7);
  });
});

describe('timers', () => {
  const waiting = (seconds: number) =>
    testFlow('waiting', [
      { id: 'wait', type: 'wait', config: { seconds } },
      { id: 'after', type: 'message', config: { text: 'after' } },
    ]);

  it('are told to open streams, belong to no turn, and survive a restart', async () => {
    const first = await ChatApp.start();
    await first.publish(waiting(1));
    const conversation = await first.open('waiting');
    expect(conversation.opened.events.at(-1)).toMatchObject({
      type: 'turn.completed',
      waitingFor: { flow: 'waiting', nodeId: 'wait', kind: 'wait' },
    });
    const began = Date.now();
    const stream = await conversation.stream('/events?after=1');
    const after = await stream.until((event) => event.type === 'message');
    expect(after).toMatchObject({ text: 'after', turnId: null });
    expect(Date.now() - began).toBeLessThan(15_000);
    stream.close();
    const second = await first.open('waiting');
    expect(textsOf((await second.say('hello?')).body.events)).toEqual([
      'user: hello?',
      expect.stringContaining('under way'),
    ]);
    const { token, path } = second;
    const database = first.app.database;
    await first.app.app.close();
    await sleep(1_100);
    const { startTestApp } = await import('../testing/start-test-app.ts');
    const restarted = await startTestApp({ database });
    try {
      const end = Date.now() + 60_000;
      let texts: string[] = [];
      while (!texts.includes('bot: after') && Date.now() < end) {
        await sleep(100);
        const answer = await fetch(`${restarted.url}${path}/events`, { headers: { authorization: `Bearer ${token}` } });
        texts = textsOf(((await answer.json()) as { events: ChatTestEvent[] }).events);
      }
      expect(texts).toContain('bot: after');
      expect(texts.filter((text) => text === 'bot: after')).toHaveLength(1);
    } finally {
      await restarted.stop();
      await database.drop();
    }
  });
});
