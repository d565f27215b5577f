import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startOpenAiServer } from '@patchbay/testing';
import { ChatApp, testFlow, textsOf } from '../testing/chat-app.ts';

let app: ChatApp;
let model: Awaited<ReturnType<typeof startOpenAiServer>>;

beforeAll(async () => {
  model = await startOpenAiServer({ reply: () => ({ text }) });
  app = await ChatApp.start({ variables: { OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'm' } });
});
afterAll(async () => {
  await app?.stop();
  await model?.close();
});

// With the 7 tokens that the server counts for any question: 100 an answer.
const text = Array.from({ length: 93 }, () => 'word').join(' ');
const ANSWER = `bot: ${text}`;

/** Asks a model at every turn; its error port says why it did not. */
const bot = (key: string, settings: object = {}) =>
  testFlow(
    key,
    [
      { id: 'ask', type: 'question', config: { text: '?', saveAs: 'said' } },
      { id: 'llm', type: 'llm', config: { prompt: '{{ vars.said }}' } },
      { id: 'why', type: 'message', config: { text: '{{ nodes.llm.error.code }} {{ nodes.llm.error.message }}' } },
    ],
    ['start > ask', 'ask > llm', 'llm > ask', 'llm.error > why', 'why > ask'],
    { settings: settings as never },
  );
const answers = async (address: string, turns: number) => {
  const conversation = await app.open(address);
  const said: string[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const { body } = await conversation.say('x');
    said.push(textsOf(body.events).find((text) => text.startsWith('bot: ') && text !== 'bot: ?') ?? '');
  }
  return said;
};
const setBudget = (body: object) => app.admin('/budget', { method: 'PUT', body });

test('a flow’s budget for a conversation: the node’s error port hears of it, other conversations go on', async () => {
  const address = await app.publish(bot('talk', { budget: { conversationTokens: 150 } }));
  const refused = 'bot: model.budget_exceeded The budget of this conversation for models is spent: 150 tokens.';
  expect(await answers(address, 4)).toEqual([ANSWER, ANSWER, refused, refused]);
  expect(await answers(address, 1)).toEqual([ANSWER]);
});

test('a flow’s budget for a day holds over its conversations, and for no other flow', async () => {
  const address = await app.publish(bot('day', { budget: { dailyTokens: 150 } }));
  expect(await answers(address, 2)).toEqual([ANSWER, ANSWER]);
  expect((await answers(address, 1))[0]).toContain('The budget of this flow today for models is spent: 150 tokens.');
  expect(await answers(await app.publish(bot('free')), 1)).toEqual([ANSWER]);
});

test('a workspace’s budget for a day: set by an administrator, told with what was spent, taken away again', async () => {
  const address = await app.publish(bot('work'));
  await answers(address, 1);
  const before = await app.admin<{ spentToday: number; dailyTokens: number | null }>('/budget');
  expect(before.body.spentToday).toBeGreaterThanOrEqual(100);
  expect((await setBudget({ conversationTokens: null, dailyTokens: before.body.spentToday + 50 })).status).toBe(200);
  const asked = model.requests.length;
  const [first, second] = await answers(address, 2);
  expect([first, second]).toEqual([ANSWER, expect.stringContaining('The budget of this workspace today')]);
  expect(model.requests.length).toBe(asked + 1);
  await setBudget({ conversationTokens: 100, dailyTokens: null });
  expect((await answers(address, 2))[1]).toContain('this conversation');
  await setBudget({ conversationTokens: null, dailyTokens: null });
  expect(await answers(address, 2)).toEqual([ANSWER, ANSWER]);
  const { body } = await app.admin<{ entries: { action: string }[] }>('/audit');
  expect(body.entries.map((entry) => entry.action)).toContain('budget.changed');
});

test('calls at once pass a budget by no more than what the first of them were estimated to take', async () => {
  const address = await app.publish(bot('rush', { budget: { dailyTokens: 1_200 } }));
  const conversations = await Promise.all(Array.from({ length: 20 }, () => app.open(address)));
  const asked = model.requests.length;
  await Promise.all(conversations.map((conversation) => conversation.say('x')));
  // An answer is estimated at 500 tokens and takes 100: 13 would be too many.
  expect(model.requests.length - asked).toBeLessThanOrEqual(12);
  expect(model.requests.length - asked).toBeGreaterThan(0);
});

test('faulty budgets are refused with their path', async () => {
  for (const [body, path] of [
    [{ conversationTokens: 0, dailyTokens: null }, 'conversationTokens'],
    [{ conversationTokens: null, dailyTokens: '5' }, 'dailyTokens'],
    [{ conversationTokens: null }, 'dailyTokens'],
  ] as const) {
    const refused = await app.admin<{ issues: { path: string }[] }>('/budget', { method: 'PUT', body });
    expect([refused.status, refused.body.issues[0]?.path]).toEqual([422, path]);
  }
  await app.admin('/flows', { body: bot('odd', { budget: { dailyTokens: -1 } }) });
  const published = await app.admin<{ issues: { path: string }[] }>('/flows/odd/publish', { body: {} });
  expect([published.status, published.body.issues[0]?.path]).toEqual([422, 'settings.budget']);
});
