import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@patchbay/db/testing';
import { type OpenAiServer, startOpenAiServer } from '@patchbay/testing';
import pg from 'pg';
import { ChatApp, type ChatTestEvent, exampleFlow, type TestConversation, textsOf } from '../testing/chat-app.ts';
import { hasRedis, RedisServer } from '../testing/redis-server.ts';
import { startTestApp, type TestApp } from '../testing/start-test-app.ts';

const isDelta = (event: ChatTestEvent) => event.type === 'message.delta';
const isEnd = (event: ChatTestEvent) => event.type === 'turn.completed';
const words = (count: number) => Array.from({ length: count }, (_, index) => `word-${index}`).join(' ');

/** Puts deltas together as a client does; throws on a gap. */
function written(events: ChatTestEvent[], messageId: unknown): string {
  let text = '';
  let attempt = 0;
  for (const delta of events.filter((event) => isDelta(event) && event.messageId === messageId)) {
    if (Number(delta.attempt) > attempt) {
      attempt = Number(delta.attempt);
      text = '';
    }
    if (Number(delta.offset) > text.length) throw new Error(`a gap at ${text.length}: ${JSON.stringify(delta)}`);
    text = text.slice(0, Number(delta.offset)) + String(delta.text);
  }
  return text;
}

const wires = [
  { wire: 'PostgreSQL', there: true, start: () => Promise.resolve(undefined) },
  { wire: 'Redis', there: hasRedis, start: () => RedisServer.start() },
];

// Where there is no redis-server (`apt-get install redis-server`), its half is counted as skipped, which fails in CI.
for (const { wire, there, start } of wires)
  (there ? describe : describe.skip)(`two replicas on one database, told by ${wire}`, () => {
    let redis: RedisServer | undefined;
    let chat: ChatApp;
    let second: TestApp;
    let model: OpenAiServer;
    let database: TestDatabase;
    beforeAll(async () => {
      redis = await start();
      model = await startOpenAiServer();
      const variables = {
        OPENAI_API_KEY: 'test',
        OPENAI_BASE_URL: `${model.url}/v1`,
        OPENAI_MODEL: 'test-model',
        ...(redis ? { REDIS_URL: redis.url } : {}),
      };
      database = await createTestDatabase();
      chat = await ChatApp.start({ database, variables });
      second = await startTestApp({ database, variables });
      for (const name of ['echo', 'llm']) await chat.publish(exampleFlow(name));
    });
    afterAll(async () => {
      await second?.app.close({ deadlineMs: 500 });
      await chat?.stop();
      await model?.close();
      await database?.drop();
      await redis?.kill();
    });

    const other = (conversation: TestConversation) => conversation.at(second.url);

    it('a stream hears what another replica says, each event once and in order, and text as it is written', async () => {
      const conversation = await chat.open('llm');
      const stream = await other(conversation).stream('/events');
      await stream.until(isEnd);
      model.next({ text: words(30), delayMs: 20 });
      const turn = conversation.say('go');
      await stream.until(isDelta);
      const whole = await stream.until((event) => event.type === 'message' && event.role === 'bot');
      await turn;
      await stream.until((event) => isEnd(event) && event.seq > Number(whole.seq));
      expect(stream.events.filter(isDelta).length).toBeGreaterThan(2);
      expect(written(stream.events, whole.id)).toBe(words(30));
      const kept = stream.events.filter((event) => !isDelta(event));
      expect(kept).toEqual(await conversation.events());
      stream.close();
    });

    it('who comes to another replica in the middle of an answer gets one part with all so far, then the rest', async () => {
      const conversation = await chat.open('llm');
      model.next({ text: words(40), delayMs: 25 });
      const first = await conversation.stream('/turns', { body: { text: 'go' } });
      await first.until((event) => isDelta(event) && Number(event.offset) > 80);
      await sleep(300);
      const late = await other(conversation).stream('/events');
      const begun = await late.until(isDelta);
      expect(begun.offset).toBe(0);
      expect(String(begun.text).length).toBeGreaterThan(40);
      await first.done;
      const whole = await late.until((event) => event.type === 'message' && event.text === words(40));
      expect(written(late.events, whole.id)).toBe(words(40));
      late.close();
    });

    it('stops a turn that another replica runs', async () => {
      const conversation = await chat.open('llm');
      model.next({ text: words(200), delayMs: 50 });
      const stream = await conversation.stream('/turns', { body: { text: 'go' } });
      const delta = await stream.until(isDelta);
      expect(delta.messageId).toBeDefined();
      const { turnId } = stream.events[0]!;
      expect((await other(conversation).call(`/turns/${String(turnId)}/stop`, { method: 'POST' })).status).toBe(202);
      await stream.done;
      const whole = stream.events.find((event) => event.type === 'message' && event.role === 'bot');
      expect(whole).toMatchObject({ stopped: true });
      expect(String(whole?.text).length).toBeLessThan(words(200).length);
    });

    it('a second turn waits for the one on the other replica, then follows it', async () => {
      const conversation = await chat.open('llm');
      model.next({ text: words(10), delayMs: 40 });
      const first = await conversation.stream('/turns', { body: { text: 'one' }, key: 'one' });
      await first.until(isDelta);
      const after = await other(conversation).say('two', { key: 'two' });
      expect(after.status).toBe(200);
      await first.done;
      expect(textsOf(await conversation.events()).slice(-4)).toEqual([
        'user: one',
        `bot: ${words(10)}`,
        'user: two',
        'bot: two',
      ]);
      // And turns of both replicas in turn reach a stream of either without a gap.
      const stream = await conversation.stream('/events');
      for (const text of ['a', 'b', 'c', 'd']) await (text < 'c' ? conversation : other(conversation)).say(text);
      await other(conversation).say('e');
      await conversation.say('f');
      await stream.until((event) => event.text === 'f' && event.role === 'bot');
      await stream.until(
        (event) => isEnd(event) && event.seq > stream.events.findLast(({ text }) => text === 'f')!.seq,
      );
      expect(stream.events.filter((event) => !isDelta(event))).toEqual(await conversation.events());
      stream.close();
    });

    it('loses nothing when what carries the signals breaks in the midst of an answer', async () => {
      const conversation = await chat.open('llm');
      const stream = await other(conversation).stream('/events');
      await stream.until(isEnd);
      model.next({ text: words(120), delayMs: 25 });
      const turn = conversation.say('go');
      await stream.until((event) => isDelta(event) && Number(event.offset) > 50);
      if (redis) {
        redis.command('FLUSHALL');
        await sleep(100);
        await redis.kill();
      } else await terminateListeners(database.url);
      const before = stream.events.length;
      await sleep(1_200);
      // Slower, but not silent.
      expect(stream.events.length).toBeGreaterThan(before);
      await redis?.run();
      await turn;
      const whole = await stream.until((event) => event.type === 'message' && event.text === words(120));
      expect(written(stream.events, whole.id)).toBe(words(120));
      await stream.until((event) => isEnd(event) && event.seq > Number(whole.seq));
      expect(stream.events.filter((event) => !isDelta(event))).toEqual(await conversation.events());
      // And it is prompt again when it is back.
      await sleep(2_500);
      const again = conversation.say('again');
      await stream.until((event) => event.text === 'again' && event.role === 'bot');
      await again;
      stream.close();
    });

    it('a replica hears that a bot was published elsewhere, and does not begin turns by what it remembers', async () => {
      const lost = async () => {
        const text = await (await fetch(`${second.url}/metrics`)).text();
        return Number(/^patchbay_turns_total\{outcome="lost"\} (\d+)$/m.exec(text)?.[1] ?? 0);
      };
      const conversation = await chat.open('echo');
      await other(conversation).say('one');
      await other(conversation).say('two');
      const before = await lost();
      await chat.publish(exampleFlow('echo'));
      await sleep(300);
      expect((await other(conversation).say('three')).status).toBe(200);
      expect(await lost()).toBe(before);
    });

    it('says nothing while nobody listens', async () => {
      const heard: string[] = [];
      const listener = new pg.Client({ connectionString: database.url });
      await listener.connect();
      listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
      await listener.query('LISTEN patchbay');
      const conversation = await chat.open('echo');
      for (let round = 0; round < 20; round++) await conversation.say(`turn ${round}`);
      await sleep(100);
      expect(heard.filter((packet) => packet.includes(conversation.id))).toEqual([]);
      await listener.end();
    });
  });

async function terminateListeners(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'patchbay-listen' AND datname = current_database()`,
  );
  await client.end();
}
