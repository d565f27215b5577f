import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@patchbay/db/testing';
import { type HttpServer, type OpenAiServer, startHttpServer, startOpenAiServer } from '@patchbay/testing';
import { ChatApp, type ChatTestEvent, exampleFlow, testFlow, textsOf } from '../testing/chat-app.ts';
import { startTestApp, type TestApp } from '../testing/start-test-app.ts';

const isDelta = (event: ChatTestEvent) => event.type === 'message.delta';

describe('a process that is asked to end', () => {
  let database: TestDatabase;
  let chat: ChatApp;
  let model: OpenAiServer;
  let itsm: HttpServer;
  let answer: (() => void) | undefined;
  let variables: Record<string, string>;
  const ending: TestApp[] = [];
  beforeAll(async () => {
    model = await startOpenAiServer();
    itsm = await startHttpServer({
      routes: {
        '/order': (_request, response) => {
          answer = () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"number":7}');
        },
      },
    });
    variables = {
      OPENAI_API_KEY: 'test',
      OPENAI_BASE_URL: `${model.url}/v1`,
      OPENAI_MODEL: 'test-model',
      PATCHBAY_ALLOW_PRIVATE_NETWORK: '127.0.0.1/32',
    };
    database = await createTestDatabase();
    chat = await ChatApp.start({ database, variables });
    await chat.publish(exampleFlow('llm'));
    const order = { method: 'POST', url: `${itsm.url}/order`, body: { type: 'json', value: { what: 'x' } } };
    await chat.publish(
      testFlow('order', [
        { id: 'start', type: 'start', config: { waitForMessage: true } },
        { id: 'order', type: 'http', config: order },
        { id: 'said', type: 'message', config: { text: 'Ordered: {{ nodes.order.body.number }}' } },
      ]),
    );
  });
  afterAll(async () => {
    for (const app of ending) await app.app.close({ deadlineMs: 100 });
    await chat?.stop();
    await model?.close();
    await itsm?.close();
    await database?.drop();
  });

  async function another(): Promise<TestApp> {
    const app = await startTestApp({ database, variables });
    ending.push(app);
    return app;
  }

  it('is not ready at once, and tells its readers to come back with jitter', async () => {
    const second = await another();
    const conversation = await chat.open('llm');
    const streams = await Promise.all(
      Array.from({ length: 8 }, () =>
        fetch(`${second.url}${conversation.path}/events`, {
          headers: { authorization: `Bearer ${conversation.token}`, accept: 'text/event-stream' },
        }),
      ),
    );
    await sleep(300);
    const closing = second.app.close({ deadlineMs: 3_000 });
    const ready = await fetch(`${second.url}/health/ready`).catch(() => undefined);
    expect(ready?.status ?? 503).toBe(503);
    // They end cleanly, each with its own time to come back.
    const texts = await Promise.all(streams.map((response) => response.text()));
    const retries = texts.map((text) => Number(/^retry: (\d+)$/m.exec(text)?.[1]));
    for (const retry of retries) expect(retry).toBeGreaterThanOrEqual(300);
    expect(new Set(retries).size).toBeGreaterThan(1);
    await closing;
  });

  it('lets go of a run that does not end in time, which another goes on with before its lease is over', async () => {
    // Well before the 3 s after which a process that says nothing is taken for dead; a busy machine has three tries.
    const times = [await letGo(), Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 1; round < times.length && Math.min(...times) > 2_500; round++) times[round] = await letGo();
    expect(Math.min(...times)).toBeLessThan(2_500);
  });

  /** Milliseconds until another went on. */
  async function letGo(): Promise<number> {
    const second = await another();
    const conversation = await chat.open('llm');
    model.next({ text: 'so far and no further '.repeat(30), delayMs: 60 });
    const there = conversation.at(second.url);
    const stream = await there.stream('/turns', { body: { text: 'go' }, key: 'the turn' });
    await stream.until((event) => isDelta(event) && Number(event.offset) > 60);
    const here = await conversation.stream('/events');
    await here.until(isDelta);
    model.next({ text: 'All of it.', delayMs: 10 });
    const closing = second.app.close({ deadlineMs: 200 });
    await stream.done;
    const gone = performance.now();
    await here.until((event) => isDelta(event) && Number(event.attempt) === 2);
    const milliseconds = performance.now() - gone;
    const whole = await here.until((event) => event.type === 'message' && event.role === 'bot');
    expect(whole.text).toBe('All of it.');
    await closing;
    expect(textsOf(await conversation.events()).slice(-2)).toEqual(['user: go', 'bot: All of it.']);
    here.close();
    return milliseconds;
  }

  it('waits for the answer to an act that it has begun, so that nobody need do it again', async () => {
    const second = await another();
    const conversation = await chat.open('order');
    const turn = conversation.at(second.url).say('go', { key: 'the turn' });
    for (let round = 0; round < 2_000 && !answer; round++) await sleep(25);
    const closing = second.app.close({ deadlineMs: 100 });
    await sleep(400);
    answer!();
    await turn;
    await closing;
    for (let round = 0; round < 100; round++) {
      if (textsOf(await conversation.events()).includes('bot: Ordered: 7')) break;
      await sleep(50);
    }
    expect(textsOf(await conversation.events())).toEqual(['user: go', 'bot: Ordered: 7']);
    expect(itsm.requests.length).toBe(1);
  });
});
