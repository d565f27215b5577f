import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@patchbay/db/testing';
import { type OpenAiServer, startOpenAiServer } from '@patchbay/testing';
import { ChatApp, exampleFlow, type TestConversation } from '../testing/chat-app.ts';

const HISTORY = 10;

describe('what a model is told of a conversation', () => {
  let database: TestDatabase;
  let model: OpenAiServer;
  let one: ChatApp;
  let other: ChatApp;
  let bot: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    model = await startOpenAiServer();
    const variables = {
      OPENAI_API_KEY: 'test',
      OPENAI_BASE_URL: `${model.url}/v1`,
      OPENAI_MODEL: 'test-model',
      PATCHBAY_RATE_LIMITS: 'off',
    };
    one = await ChatApp.start({ database, variables });
    bot = await one.publish(exampleFlow('llm'));
    other = await ChatApp.start({ database, variables });
  });
  afterAll(async () => {
    await one?.stop();
    await other?.stop();
    await model?.close();
    await database?.drop();
  });

  /** Says it and gives what the model was told, but for the instructions. */
  async function told(conversation: TestConversation, text: string): Promise<string[]> {
    const from = model.requests.length;
    const { status } = await conversation.say(text);
    expect(status).toBe(200);
    const asked = model.requests.slice(from);
    expect(asked).toHaveLength(1);
    const { messages } = asked[0] as { messages: { role: string; content: string }[] };
    return messages.filter(({ role }) => role !== 'system').map(({ role, content }) => `${role}: ${content}`);
  }

  it.each([
    ['one process', () => [one.app.url]],
    ['two processes in turn', () => [one.app.url, other.app.url]],
    ['two processes, each for a while', () => [one.app.url, one.app.url, one.app.url, other.app.url, other.app.url]],
  ])('is its last messages, in their order, over %s', async (_, urls) => {
    const conversation = await one.open(bot);
    const said: string[] = [];
    for (let turn = 0; turn < 9; turn++) {
      const url = urls()[turn % urls().length]!;
      expect(await told(conversation.at(url), `word ${turn}`)).toEqual(
        [...said, `user: word ${turn}`].slice(-HISTORY - 1),
      );
      // The model says it again.
      said.push(`user: word ${turn}`, `assistant: word ${turn}`);
    }
  });

  it('is long texts too, which no process remembers', async () => {
    const conversation = await one.open(bot);
    const said: string[] = [];
    for (let turn = 0; turn < 4; turn++) {
      const text = `${turn} ${'long '.repeat(400)}end`;
      expect(await told(conversation, text)).toEqual([...said, `user: ${text}`]);
      said.push(`user: ${text}`, `assistant: ${text}`);
    }
  });
});
