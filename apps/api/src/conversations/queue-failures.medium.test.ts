import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hotPool, ScheduleStore } from '@patchbay/db';
import { createTestDatabase, type TestDatabase } from '@patchbay/db/testing';
import { type HttpServer, type OpenAiServer, startHttpServer, startOpenAiServer } from '@patchbay/testing';
import pg from 'pg';
import {
  ChatApp,
  type ChatTestEvent,
  exampleFlow,
  type TestConversation,
  testFlow,
  textsOf,
} from '../testing/chat-app.ts';
import { startTestApp, type TestApp } from '../testing/start-test-app.ts';

const waitsForMessage = { id: 'start', type: 'start', config: { waitForMessage: true } };

/** How n8n's queue mode failed its users, each way tried here. */
describe('failures of queues', () => {
  let database: TestDatabase;
  let chat: ChatApp;
  let second: TestApp;
  let model: OpenAiServer;
  let itsm: HttpServer;
  const held: (() => void)[] = [];
  beforeAll(async () => {
    model = await startOpenAiServer();
    itsm = await startHttpServer({
      routes: {
        '/order': (_request, response) => {
          held.push(() => {
            if (!response.headersSent)
              response.writeHead(200, { 'content-type': 'application/json' }).end('{"number":7}');
          });
        },
      },
    });
    const variables = {
      OPENAI_API_KEY: 'test',
      OPENAI_BASE_URL: `${model.url}/v1`,
      OPENAI_MODEL: 'test-model',
      PATCHBAY_ALLOW_PRIVATE_NETWORK: '127.0.0.1/32',
    };
    database = await createTestDatabase();
    chat = await ChatApp.start({ database, variables });
    second = await startTestApp({ database, variables });
    await chat.publish(exampleFlow('llm'));
    await chat.publish(
      testFlow('later', [
        waitsForMessage,
        { id: 'wait', type: 'wait', config: { seconds: 0.3 } },
        { id: 'then', type: 'message', config: { text: 'Later.' } },
      ]),
    );
    const order = { method: 'POST', url: `${itsm.url}/order`, body: { type: 'json', value: { what: 'x' } } };
    await chat.publish(
      testFlow('ordered-later', [
        waitsForMessage,
        { id: 'wait', type: 'wait', config: { seconds: 0.3 } },
        { id: 'order', type: 'http', config: order },
        { id: 'then', type: 'message', config: { text: 'Ordered.' } },
      ]),
    );
  });
  afterAll(async () => {
    for (const answer of held) answer();
    await second?.app.close({ deadlineMs: 500 });
    await chat?.stop();
    await model?.close();
    await itsm?.close();
    await database?.drop();
  });

  const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> => database.dataSource.query(sql, values);
  const timers = async ({ id }: TestConversation) =>
    (await query('SELECT 1 FROM timer WHERE conversation_id = $1', [id])).length;
  async function eventually(
    conversation: TestConversation,
    fits: (events: ChatTestEvent[]) => boolean,
  ): Promise<ChatTestEvent[]> {
    for (let round = 0; round < 200; round++) {
      const events = await conversation.events();
      if (fits(events)) return events;
      await sleep(50);
    }
    throw new Error(JSON.stringify(await conversation.events()));
  }

  it('a job is there before the commit that it belongs to: a timer is seen by nobody until its turn is committed, and then fires once', async () => {
    const conversation = await chat.open('later');
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM conversation WHERE id = $1 FOR UPDATE', [conversation.id]);
    const turn = conversation.say('go');
    await sleep(1_300);
    // Its time is long over, and two processes have looked for it.
    expect(await timers(conversation)).toBe(0);
    await holder.query('ROLLBACK');
    await holder.end();
    expect((await turn).status).toBe(200);
    await eventually(conversation, (events) => textsOf(events).includes('bot: Later.'));
    await sleep(1_000);
    expect(textsOf(await conversation.events())).toEqual(['user: go', 'bot: Later.']);
    expect(await timers(conversation)).toBe(0);
  });

  it('a job outlives the commit that it belongs to: of a turn that is rolled back, no timer is left', async () => {
    const conversation = await chat.open('later');
    await query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$`);
    // Late in the transaction: what it wrote before has to go with it.
    await query(
      `CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON timer DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()`,
    );
    const refused = await conversation.say('go', { key: 'once' });
    await query('DROP TRIGGER refuse ON timer');
    expect(refused.status).toBe(500);
    await sleep(800);
    expect(await timers(conversation)).toBe(0);
    expect(textsOf(await conversation.events())).toEqual([]);
    // The same key is free: nothing of it is kept.
    expect((await conversation.say('go', { key: 'once' })).status).toBe(200);
    await eventually(conversation, (events) => textsOf(events).includes('bot: Later.'));
  });

  it('a finished run is marked as crashed: who was about to take it over finds that it has ended, and changes nothing', async () => {
    const schedule = new ScheduleStore(hotPool(database.dataSource));
    const conversation = await chat.open('llm');
    model.next({ text: 'one two three four', delayMs: 100 });
    const turn = conversation.say('go', { key: 'the turn' });
    let fence: number | undefined;
    for (let round = 0; round < 2_000 && fence === undefined; round++) {
      await sleep(10);
      const rows = await query<{ fence: number }>(
        'SELECT fence FROM conversation WHERE id = $1 AND lease_until IS NOT NULL',
        [conversation.id],
      );
      fence = rows[0]?.fence;
    }
    expect((await turn).body.turn.status).toBe('completed');
    const before = await conversation.events();
    const [row] = await query<{ workspace_id: string; fence: number }>(
      'SELECT workspace_id, fence FROM conversation WHERE id = $1',
      [conversation.id],
    );
    const place = { workspaceId: row!.workspace_id, conversationId: conversation.id };
    const owner = '0199c0de-0000-7000-8000-0000000000ff';
    const error = JSON.stringify({ code: 'turn.interrupted', message: '', retryable: true });
    for (const seen of [fence!, row!.fence]) {
      expect(await schedule.take({ ...place, fence: seen, owner, leaseMs: 1_000 })).toBeUndefined();
      expect(await schedule.interrupt({ ...place, fence: seen, error, completed: '{}' })).toEqual([]);
    }
    await sleep(1_200);
    expect(await conversation.events()).toEqual(before);
    const [kept] = await query<{ status: string }>('SELECT status FROM turn WHERE conversation_id = $1 AND key = $2', [
      conversation.id,
      'the turn',
    ]);
    expect(kept?.status).toBe('completed');
    expect((await conversation.say('go', { key: 'the turn' })).body.turn.status).toBe('completed');
  });

  it('a stalled job runs twice: another process goes on with it, the act is not done again, and who wakes up late changes nothing', async () => {
    const conversation = await chat.open('ordered-later');
    await conversation.say('go');
    for (let round = 0; round < 2_000 && held.length === 0; round++) await sleep(25);
    expect(itsm.requests.length).toBe(1);
    // The process that fired the timer says nothing more; its request is still on its way.
    await query(
      `UPDATE conversation SET lease_owner = gen_random_uuid(), lease_until = clock_timestamp() - interval '1 second' WHERE id = $1`,
      [conversation.id],
    );
    const events = await eventually(conversation, (all) => all.some((event) => event.type === 'error'));
    expect(events.find((event) => event.type === 'error')?.code).toBe('effect.unknown');
    const [answer] = held;
    answer!();
    await sleep(1_200);
    const after = await conversation.events();
    expect(itsm.requests.length).toBe(1);
    expect(after.filter((event) => event.type === 'error').length).toBe(1);
    expect(textsOf(after)).not.toContain('bot: Ordered.');
    expect(after.map((event) => event.seq)).toEqual(after.map((_, index) => index + 1));
  });
});
