import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { StoredTest } from '@patchbay/api-contract';
import { createTestDatabase, type TestDatabase } from '@patchbay/db/testing';
import { ChatApp, type ChatAnswerBody, type ChatTestEvent, testFlow, textsOf } from '../testing/chat-app.ts';
import { formOf } from '../testing/principals.ts';
import { startTestApp, type TestApp } from '../testing/start-test-app.ts';

const FLOW = '/flows/told/preview';
const told = {
  ...testFlow(
    'told',
    [
      { id: 'q', type: 'question', config: { text: 'What?', saveAs: 'said' } },
      { id: 'tell', type: 'message', config: { text: 'You said {{ vars.said }} {{ message.files[0].text }}' } },
    ],
    ['start > q', 'q > tell', 'tell > q'],
  ),
  settings: {},
};

let database: TestDatabase;
let chat: ChatApp;
let second: TestApp;
beforeAll(async () => {
  database = await createTestDatabase();
  chat = await ChatApp.start({ database });
  second = await startTestApp({ database });
  await chat.admin('/flows', { body: told });
});
afterAll(async () => {
  await second?.stop();
  await chat?.stop();
  await database?.drop();
});

const open = (url: string, body: object = {}) => chat.admin<ChatAnswerBody>(`${FLOW}/conversations`, { body, url });
async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let left = 200; !(await holds()); left--) {
    if (left === 0) throw new Error('It did not come to that.');
    await sleep(50);
  }
}

test('a test of a draft goes on at whichever replica a load balancer brings it to: turns, streams, files, breakpoints, data, the test case', async () => {
  const { id } = (await open(chat.app.url)).body.conversation;
  const place = `${FLOW}/conversations/${id}`;
  const urls = [second.url, chat.app.url];
  let calls = 0;
  const next = () => urls[calls++ % 2]!;
  const say = (body: object) => chat.admin<ChatAnswerBody>(`${place}/turns`, { body, url: next() });
  const first = await say({ text: 'ä one' });
  expect([first.status, textsOf(first.body.events)]).toEqual([
    200,
    ['user: ä one', 'bot: You said ä one ', 'bot: What?'],
  ]);
  expect(first.headers.get('content-security-policy')).not.toBeNull();
  expect(textsOf((await say({ text: 'two' })).body.events)[1]).toBe('bot: You said two ');

  // A stream from the other one hears what is said at this one, as it is said.
  const following = new AbortController();
  const stream = await chat.fetch(`/api/v1/workspaces/default${place}/events?after=0`, {
    ...{ token: chat.adminKey, url: second.url, signal: following.signal, headers: { accept: 'text/event-stream' } },
  });
  const heard: ChatTestEvent[] = [];
  const reading = (async () => {
    let text = '';
    for await (const part of stream.body!.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>) {
      text += part;
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks)
        if (block.includes('data: ')) heard.push(JSON.parse(block.split('data: ')[1]!) as ChatTestEvent);
    }
  })().catch(() => undefined);
  const sent = await chat.fetch(`/api/v1/workspaces/default${place}/files`, {
    ...{ body: formOf('line ✓', 'client.log'), token: chat.adminKey, url: second.url },
  });
  const file = (await sent.json()) as { id: string };
  expect(sent.status).toBe(201);
  const withFile = await say({ text: 'three', files: [file.id] });
  expect(textsOf(withFile.body.events)).toContain('bot: You said three line ✓');
  await until(() => textsOf(heard).includes('bot: You said three line ✓'));
  following.abort();
  await reading;
  const back = await chat.fetch(`/api/v1/workspaces/default${place}/files/${file.id}`, {
    ...{ token: chat.adminKey, url: second.url },
  });
  expect(await back.text()).toBe('line ✓');

  const stops = { method: 'PUT', body: { nodes: [{ flow: 'told', nodeId: 'tell' }] }, url: second.url };
  expect((await chat.admin(`${place}/breakpoints`, stops)).status).toBe(200);
  const held = say({ text: 'four' });
  const state = async () => (await chat.admin(`${place}/debug`, { url: second.url })).body.state;
  await until(async () => (await state()) === 'paused');
  expect((await chat.admin(`${place}/debug`, { body: { action: 'continue' }, url: second.url })).status).toBe(200);
  expect(textsOf((await held).body.events)).toContain('bot: You said four ');
  expect((await chat.admin(`${place}/breakpoints`, { ...stops, body: { nodes: [] } })).status).toBe(200);
  expect((await chat.admin(`${place}/nodes/tell`, { url: second.url })).status).toBe(200);
  const from = await open(second.url, { from: { nodeId: 'tell', conversationId: id } });
  expect(textsOf(from.body.events)[0]).toBe('bot: You said four ');
  const alone = { body: { nodeId: 'tell', conversationId: id }, url: second.url };
  expect((await chat.admin(`${FLOW}/node-runs`, alone)).status).toBe(200);
  const saved = { body: { name: 'Talk', from: { preview: id } }, url: second.url };
  expect((await chat.admin<StoredTest>('/flows/told/tests', saved)).body).toMatchObject({ name: 'Talk' });

  // Bodies that are refused, and calls of others, are so there as here.
  const refused = await chat.admin<ChatAnswerBody>(`${place}/turns`, { body: { text: 5 }, url: second.url });
  expect([refused.status, refused.body.code]).toEqual([422, 'invalid']);
  const stranger = await chat.call(`/api/v1/workspaces/default${place}/debug`, { url: second.url });
  expect(stranger.status).toBe(401);
});

test('a test whose process has ended is over; one that does not answer is said to be out of reach', async () => {
  const third = await startTestApp({ database });
  const { id } = (await open(third.url)).body.conversation;
  const debug = () => chat.admin<ChatAnswerBody>(`${FLOW}/conversations/${id}/debug`);
  expect((await debug()).status).toBe(200);
  // As after a crash: it is counted for a while.
  const [row] = await database.dataSource.query('SELECT id, address FROM replica WHERE address = $1', [third.url]);
  await third.stop();
  await database.dataSource.query(
    `INSERT INTO replica (id, role, release, reads_from, reads_to, address) VALUES ($1, 'all', '0.1.0', 1, 1, $2)`,
    [row.id, row.address],
  );
  expect((await debug()).body.code).toBe('unavailable');
  await database.dataSource.query('DELETE FROM replica WHERE id = $1', [row.id]);
  await until(async () => (await debug()).body.code === 'not_found');
});
