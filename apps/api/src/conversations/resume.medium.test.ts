import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FlowDocument } from '@patchbay/flow-spec';
import { type HttpServer, type OpenAiServer, startHttpServer, startOpenAiServer } from '@patchbay/testing';
import { ChatApp, type ChatTestEvent, type TestConversation, testFlow, textsOf } from '../testing/chat-app.ts';
import { startTestApp, type TestApp } from '../testing/start-test-app.ts';
import { ConversationEngine } from './conversation-engine.ts';

const isDelta = (event: ChatTestEvent) => event.type === 'message.delta';

/** What a dead process leaves: a lease that nobody extends any more. That it may still be alive, and go on, makes it a zombie. */
const DIES = `UPDATE conversation SET lease_owner = gen_random_uuid(), lease_until = clock_timestamp() - interval '1 second' WHERE id = $1`;

describe('a run whose process died', () => {
  let chat: ChatApp;
  let second: TestApp;
  let model: OpenAiServer;
  let itsm: HttpServer;
  let hold: (() => void)[] = [];
  beforeAll(async () => {
    model = await startOpenAiServer();
    itsm = await startHttpServer({
      routes: {
        '/order': (_request, response) => {
          const answer = () => {
            if (response.headersSent || response.destroyed) return;
            response.writeHead(200, { 'content-type': 'application/json' }).end(`{"number":${itsm.requests.length}}`);
          };
          if (itsm.requests.length === 1 && slow) hold.push(answer);
          else answer();
        },
      },
    });
    const variables = {
      OPENAI_API_KEY: 'test',
      OPENAI_BASE_URL: `${model.url}/v1`,
      OPENAI_MODEL: 'test-model',
      PATCHBAY_ALLOW_PRIVATE_NETWORK: '127.0.0.1/32',
    };
    chat = await ChatApp.start({ variables });
    second = await startTestApp({ database: chat.app.database, variables });
  });
  let slow = false;
  afterEach(() => {
    for (const answer of hold) answer();
    hold = [];
    slow = false;
    itsm.requests.length = 0;
  });
  afterAll(async () => {
    await second?.app.close({ deadlineMs: 500 });
    await chat?.stop();
    await model?.close();
    await itsm?.close();
  });

  const query = <Row>(sql: string, values: unknown[]): Promise<Row[]> =>
    chat.app.database.dataSource.query(sql, values);
  const order = (config: Record<string, unknown> = {}): FlowDocument['nodes'][number] => ({
    id: 'order',
    type: 'http',
    config: { method: 'POST', url: `${itsm.url}/order`, body: { type: 'json', value: { what: 'x' } }, ...config },
  });
  const says = (id: string, text: string) => ({ id, type: 'message', config: { text } });
  const asks = { id: 'ask', type: 'llm', config: { prompt: 'p', output: 'reply' } };
  const waits: FlowDocument['nodes'][number] = { id: 'start', type: 'start', config: { waitForMessage: true } };

  async function begin(document: FlowDocument): Promise<{ conversation: TestConversation; turn: Promise<unknown> }> {
    await chat.publish(document);
    const conversation = await chat.open(document.key);
    return { conversation, turn: conversation.say('go', { key: 'the turn' }).catch(() => undefined) };
  }

  async function completed(conversation: TestConversation): Promise<ChatTestEvent[]> {
    for (let round = 0; round < 100; round++) {
      const events = await conversation.events(1);
      if (events.at(-1)?.type === 'turn.completed') return events;
      await sleep(100);
    }
    throw new Error(`not completed: ${JSON.stringify(await conversation.events())}`);
  }

  /** Reads a conversation's stream; `until` gives the events so far as soon as one of the streams' texts fits, or 3 s have passed. */
  async function follow(url: string, conversation: TestConversation) {
    const response = await fetch(`${url}${conversation.path}/events`, {
      headers: { authorization: `Bearer ${conversation.token}`, accept: 'text/event-stream' },
    });
    const decoder = new TextDecoder();
    let text = '';
    const reader = response.body!.getReader();
    const reading = (async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read())
        text += decoder.decode(part.value, { stream: true });
    })().catch(() => undefined);
    return {
      async until(pattern: RegExp): Promise<ChatTestEvent[]> {
        for (let round = 0; round < 2_000 && !pattern.test(text); round++) await sleep(25);
        await reader.cancel();
        await reading;
        return text
          .split('\n')
          .filter((line) => line.startsWith('data: '))
          .map((line): ChatTestEvent => JSON.parse(line.slice(6)));
      },
    };
  }

  const until = async (fits: () => boolean) => {
    for (let round = 0; round < 2_000 && !fits(); round++) await sleep(25);
    expect(fits()).toBe(true);
  };

  it('is gone on with: an answer in writing is asked again under a higher attempt, and its text is whole', async () => {
    await chat.publish(testFlow('write', [waits, asks, says('after', 'Then: {{ nodes.ask }}')]));
    const conversation = await chat.open('write');
    model.next({ text: `${'so far '.repeat(40)}and no further`, delayMs: 80 });
    const stream = await conversation.stream('/turns', { body: { text: 'go' }, key: 'the turn' });
    await stream.until((event) => isDelta(event) && Number(event.offset) > 100);
    await sleep(300);
    model.next({ text: 'All of it.', delayMs: 60 });
    // Whichever process goes on, somebody follows there.
    const followers = await Promise.all([chat.app.url, second.url].map((url) => follow(url, conversation)));
    await query(DIES, [conversation.id]);
    const events = await completed(conversation);
    expect(textsOf(events)).toEqual(['user: go', 'bot: All of it.', 'bot: Then: All of it.']);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 2));
    const [written] = events.filter((event) => event.text === 'All of it.');
    const seen = (await Promise.all(followers.map((follower) => follower.until(/Then: All of it/)))).flat();
    const deltas = seen.filter(isDelta).filter((event) => event.messageId === written?.id);
    expect(deltas.length).toBeGreaterThan(0);
    const attempts = new Set(deltas.map((event) => Number(event.attempt)));
    expect(Math.max(...attempts)).toBe(2);
    // The same key gives the same events from whoever is asked.
    const again = await conversation.say('go', { key: 'the turn' });
    expect(again.body.events).toEqual(events);
    stream.close();
  });

  it('does not repeat what was done: its result is reused', async () => {
    model.next({ hang: true });
    const { conversation, turn } = await begin(
      testFlow('done', [waits, order(), asks, says('end', 'Number {{ nodes.order.body.number }}')]),
    );
    await until(() => model.requests.length > 0 && itsm.requests.length === 1);
    await sleep(100);
    model.next({ text: 'fine' });
    await query(DIES, [conversation.id]);
    const events = await completed(conversation);
    expect(textsOf(events)).toEqual(['user: go', 'bot: fine', 'bot: Number 1']);
    expect(itsm.requests).toHaveLength(1);
    expect(await effectsOf(conversation)).toEqual([{ status: 'done', attempts: 1, result: null }]);
    await turn;
  });

  it('does not repeat what was started and may not be: it is unknown, and the user is told', async () => {
    slow = true;
    const { conversation, turn } = await begin(
      testFlow(
        'unknown',
        [waits, order(), says('went', 'Went well'), says('failed', 'Failed: {{ nodes.order.error.code }}')],
        ['start > order', 'order > went', 'order.error > failed'],
      ),
    );
    await until(() => hold.length === 1);
    await query(DIES, [conversation.id]);
    const events = await completed(conversation);
    const [user, told, last] = textsOf(events);
    expect([user, last]).toEqual(['user: go', 'bot: Failed: effect.unknown']);
    expect(told).toMatch(/^system: It is not known/);
    expect(itsm.requests).toHaveLength(1);
    // The process was not dead after all: what comes back to it late changes nothing.
    hold[0]!();
    await turn;
    await sleep(200);
    expect(await conversation.events(1)).toEqual(events);
    expect(await effectsOf(conversation)).toEqual([{ status: 'unknown', attempts: 1, result: null }]);
    expect((await conversation.say('again')).status).toBe(200);
    // The desk sees it.
    const { body } = await chat.admin<{ effects: unknown[] }>(`/conversations/${conversation.id}/events`);
    expect(body.effects).toMatchObject([
      { nodeId: 'order', name: `POST ${itsm.url}/order`, status: 'unknown' },
      { status: 'done' },
    ]);
  });

  it.each([
    ['the author lets try again', { retry: { attempts: 2, backoffMs: 10 } }],
    ['the method is idempotent', { method: 'PUT' }],
    ['the author names the key', { headers: { 'Idempotency-Key': '{{ conversation.id }}' } }],
  ])(
    'does what was started once more with the same key where %s',
    async (why, config) => {
      slow = true;
      const { conversation, turn } = await begin(
        testFlow(`keyed-${why.length}`, [waits, order(config), says('end', 'Number {{ nodes.order.body.number }}')]),
      );
      await until(() => hold.length === 1);
      await query(DIES, [conversation.id]);
      expect(textsOf(await completed(conversation))).toEqual(['user: go', 'bot: Number 2']);
      const keys = itsm.requests.map((request) => request.headers['idempotency-key']);
      expect(keys).toHaveLength(2);
      expect(keys[0]).toBe(keys[1]);
      expect(await effectsOf(conversation)).toEqual([{ status: 'done', attempts: 2, result: null }]);
      hold[0]!();
      await turn;
    },
    30_000,
  );

  it('that failed tells the user no address and no answer of what it called', async () => {
    const { conversation, turn } = await begin(testFlow('fails', [waits, order({ url: 'http://10.9.8.7/secret' })]));
    await turn;
    const error = (await conversation.events()).find((event) => event.type === 'error');
    expect(error).toMatchObject({ code: 'http.address_refused', message: 'A step of this conversation failed.' });
  });

  it('is handed over by a process that is told to end: the same turn is answered by another', async () => {
    slow = true;
    const leaving = await startTestApp({
      database: chat.app.database,
      variables: { PATCHBAY_ALLOW_PRIVATE_NETWORK: '127.0.0.1/32' },
    });
    await chat.publish(testFlow('leave', [waits, order({ method: 'PUT' }), says('end', 'Done')]));
    const conversation = await chat.open('leave');
    const lost = fetch(`${leaving.url}${conversation.path}/turns`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${conversation.token}`,
        'content-type': 'application/json',
        'idempotency-key': 'the turn',
      },
      body: JSON.stringify({ text: 'go' }),
    }).then(
      (response) => response.status,
      () => 0,
    );
    await until(() => hold.length === 1);
    const began = performance.now();
    await leaving.app.close({ deadlineMs: 300 });
    expect(await lost).not.toBe(200);
    const answered = await conversation.say('go', { key: 'the turn' });
    expect(textsOf(answered.body.events)).toEqual(['user: go', 'bot: Done']);
    // An act that has begun is waited for, 8 s at the most.
    expect(performance.now() - began).toBeLessThan(25_000);
  });

  it('is ended with an error when it takes one process after another with it', async () => {
    slow = true;
    const { conversation, turn } = await begin(testFlow('poison', [waits, order()]));
    await until(() => hold.length === 1);
    await query(`UPDATE run_state SET resumes = 3 WHERE conversation_id = $1`, [conversation.id]);
    await query(DIES, [conversation.id]);
    const events = await completed(conversation);
    expect(events.map((event) => event.type)).toEqual(['message', 'error', 'turn.completed']);
    expect(events[1]).toMatchObject({ code: 'turn.interrupted', retryable: true, turnId: events[0]!.turnId });
    expect(await effectsOf(conversation)).toEqual([{ status: 'unknown', attempts: 1, result: null }]);
    expect(await query('SELECT 1 FROM run_state WHERE conversation_id = $1', [conversation.id])).toEqual([]);
    hold[0]!();
    await turn;
    expect((await conversation.say('go', { key: 'the turn' })).body.turn.status).toBe('failed');
    // What is said again is another act, for the other side too.
    await conversation.say('go', { key: 'again' });
    const keys = itsm.requests.map((request) => request.headers['idempotency-key']);
    expect(new Set(keys).size).toBe(2);
    expect(await effectsOf(conversation)).toEqual([
      { status: 'unknown', attempts: 1, result: null },
      { status: 'done', attempts: 1, result: null },
    ]);
  });

  it('is given up only after deaths: processes that handed it over do not count', async () => {
    slow = true;
    const { conversation, turn } = await begin(
      testFlow('handed', [waits, order({ method: 'PUT' }), says('end', 'Done')]),
    );
    await until(() => hold.length === 1);
    await query(`UPDATE run_state SET resumes = 7, handed = 5 WHERE conversation_id = $1`, [conversation.id]);
    await query(DIES, [conversation.id]);
    expect(textsOf(await completed(conversation))).toEqual(['user: go', 'bot: Done']);
    hold[0]!();
    await turn;
  });

  it('began by a timer is not begun anew by it when it was given up, not even by one that waits for its conversation', async () => {
    slow = true;
    await chat.publish(
      testFlow('tired', [
        { id: 'start', type: 'start', config: { waitForMessage: true } },
        { id: 'pause', type: 'wait', config: { seconds: 1 } },
        order(),
        says('end', 'Ordered'),
      ]),
    );
    const conversation = await chat.open('tired');
    await conversation.say('go');
    await until(() => hold.length === 1);
    const conversationId = conversation.id;
    // The place of the conversation: at one process its run has it. As long as it is due, both processes take the timer again and again, and wait for it.
    const places = [chat.app, second].map(({ app }) => app.nest.get(ConversationEngine).queue.tryEnter(conversationId));
    expect(places.filter((place) => place === undefined)).toHaveLength(1);
    const third = await startTestApp({ database: chat.app.database });
    try {
      await query(`UPDATE run_state SET resumes = 3 WHERE conversation_id = $1`, [conversationId]);
      await query(DIES, [conversationId]);
      const error = async () => (await conversation.events()).find((event) => event.type === 'error');
      for (let round = 0; round < 2_000 && !(await error()); round++) await sleep(25);
      expect(await error()).toMatchObject({ code: 'turn.interrupted', turnId: null });
      expect(await query('SELECT 1 FROM timer WHERE conversation_id = $1', [conversationId])).toEqual([]);
      for (const leave of places) leave?.();
      hold[0]!();
      // Long enough for it to be fired again.
      await sleep(2_500);
      expect(itsm.requests).toHaveLength(1);
    } finally {
      await third.stop();
    }
  });

  it('of a newer release is left to a process of that one', async () => {
    slow = true;
    const { conversation, turn } = await begin(
      testFlow('newer', [waits, order({ method: 'PUT' }), says('end', 'Done')]),
    );
    await until(() => hold.length === 1);
    const state = () =>
      query<{ resumes: number }>('SELECT resumes FROM run_state WHERE conversation_id = $1', [conversation.id]);
    const format = (number: number) =>
      query(
        `UPDATE run_state SET checkpoint = jsonb_set(checkpoint::jsonb, '{format}', $2::jsonb)::text WHERE conversation_id = $1`,
        [conversation.id, String(number)],
      );
    await format(99);
    await query(DIES, [conversation.id]);
    await sleep(3_500);
    expect(await state()).toEqual([{ resumes: 0 }]);
    expect((await conversation.events()).some((event) => event.type === 'error')).toBe(false);
    await format(1);
    expect(textsOf(await completed(conversation))).toEqual(['user: go', 'bot: Done']);
    hold[0]!();
    await turn;
  });

  it('whose request nobody took is known to have done nothing', async () => {
    const { conversation, turn } = await begin(
      testFlow('refused', [waits, order({ url: 'http://127.0.0.1:1/order' })]),
    );
    await turn;
    expect(await effectsOf(conversation)).toMatchObject([{ status: 'failed', attempts: 1 }]);
  });

  const effectsOf = (conversation: TestConversation) =>
    query('SELECT status, attempts, result FROM effect WHERE conversation_id = $1 ORDER BY started_at', [
      conversation.id,
    ]);
});
