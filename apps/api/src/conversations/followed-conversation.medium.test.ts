import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConversationStore, hotPool } from '@patchbay/db';
import { type OpenAiServer, startOpenAiServer } from '@patchbay/testing';
import { ChatApp, type ChatTestEvent, exampleFlow, type TestConversation } from '../testing/chat-app.ts';
import { FollowedConversation } from './followed-conversation.ts';
import type { OutputItem } from './run-output.ts';
import { storedEvent } from './stored-event.ts';

const isDelta = (event: ChatTestEvent) => event.type === 'message.delta';
const jsonOf = (item: OutputItem) => (item.kind === 'kept' ? item.event.json : item.json);
/** More than any test waits for: an answer ends when it is stopped. */
const answer = { text: Array.from({ length: 3_000 }, (_, index) => `word-${index}`).join(' '), delayMs: 50 };

describe('a conversation that another process runs', () => {
  let chat: ChatApp;
  let model: OpenAiServer;
  beforeAll(async () => {
    model = await startOpenAiServer();
    chat = await ChatApp.start({
      variables: { OPENAI_API_KEY: 'test', OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'test-model' },
    });
    await chat.publish(exampleFlow('llm'));
  });
  afterAll(async () => {
    await chat?.stop();
    await model?.close();
  });

  /** What is kept of a conversation, as another process reads it. */
  const keptOf = async ({ id }: TestConversation) => {
    const [row] = await chat.app.database.dataSource.query<{ workspace_id: string }[]>(
      'SELECT workspace_id FROM conversation WHERE id = $1',
      [id],
    );
    const place = { workspaceId: row!.workspace_id, conversationId: id };
    const store = new ConversationStore(hotPool(chat.app.dataSource));
    const eventsAfter = async (after: number) =>
      (await store.eventsAfter({ ...place, after, limit: 500 })).map(storedEvent);
    return { store, place, eventsAfter };
  };

  const say = async (conversation: TestConversation, text: string) => {
    model.next(answer);
    const stream = await conversation.stream('/turns', { body: { text } });
    const { messageId } = await stream.until(isDelta);
    const stop = async () => {
      await conversation.call(`/turns/${String(stream.events[0]!.turnId)}/stop`, { method: 'POST' });
      await stream.done;
    };
    return { stream, messageId: String(messageId), stop };
  };

  it.each([
    ['what is kept meanwhile is told', true],
    ['the wire loses that', false],
  ])(
    'is told in its order when a turn ends, and the next begins to be written, while what is in writing is looked up: %s',
    async (_, heard) => {
      const conversation = await chat.open('llm');
      const { store, place, eventsAfter } = await keptOf(conversation);
      const looked = Promise.withResolvers<void>();
      const mayRead = Promise.withResolvers<void>();
      const followed = new FollowedConversation({
        eventsAfter,
        async writing() {
          looked.resolve();
          await mayRead.promise;
          return store.writing(place);
        },
        live: () => undefined,
      });
      const told: OutputItem[] = [];
      followed.subscribe((item) => told.push(item));

      const first = await say(conversation, 'one');
      const shown = await conversation.events();
      const begun = followed.begin(shown.at(-1)!.seq);
      await looked.promise;
      await first.stop();
      if (heard) followed.look();
      const second = await say(conversation, 'two');
      if (heard) followed.look();
      while (!(await store.writing(place))?.includes(second.messageId)) await sleep(20);
      mayRead.resolve();
      await begun;
      // From here on its reader is shown what is in writing.
      const before = told.map(jsonOf);

      const kept = (await conversation.events()).slice(shown.length);
      expect(kept.map((event) => event.type)).toEqual(['message', 'turn.completed', 'message']);
      expect(before).toEqual(kept.map((event) => JSON.stringify(event)));
      expect(followed.writing?.messageId).toBe(second.messageId);
      const begin = followed.writing!.text;

      // What follows goes on from there, and adds up to the whole message.
      await second.stream.until((event) => isDelta(event) && Number(event.offset) >= begin.length);
      await second.stop();
      followed.look();
      const whole = (await conversation.events()).find((event) => event.id === second.messageId)!;
      while (told.length < kept.length + 3) await sleep(20);
      const parts = told.slice(kept.length).map((item) => JSON.parse(jsonOf(item)) as ChatTestEvent);
      expect(parts.map((event) => event.type)).toEqual(['message.delta', 'message', 'turn.completed']);
      expect(parts[0]).toMatchObject({ messageId: second.messageId, attempt: 1, offset: begin.length });
      expect(begin + String(parts[0]!.text)).toBe(whole.text);
      followed.end();
    },
  );

  it('is told in its order when the words of the next turn are heard before the end of the last', async () => {
    const conversation = await chat.open('llm');
    const { store, place, eventsAfter } = await keptOf(conversation);
    const followed = new FollowedConversation({
      eventsAfter,
      writing: () => store.writing(place),
      live: () => undefined,
    });
    const told: ChatTestEvent[] = [];
    followed.subscribe((item) => told.push(JSON.parse(jsonOf(item)) as ChatTestEvent));
    const partOf = ({ messageId, attempt, offset, text }: ChatTestEvent) =>
      ({ messageId, attempt, offset, text }) as Parameters<FollowedConversation['part']>[0];

    const before = (await conversation.events()).at(-1)!.seq;
    await followed.begin(before);
    const first = await say(conversation, 'one');
    followed.look();
    followed.part(partOf(first.stream.events.find(isDelta)!));
    await first.stop();
    const second = await say(conversation, 'two');
    const deltas = second.stream.events.filter(isDelta);
    // Its process is heard, and that of the first is not yet.
    for (const delta of deltas) followed.part(partOf(delta));
    while (!told.some((event) => event.messageId === second.messageId)) await sleep(20);
    await second.stop();
    followed.look();
    while (told.filter((event) => event.type === 'turn.completed').length < 2) await sleep(20);

    const kept = (await conversation.events()).filter((event) => event.seq > before);
    expect(told.filter((event) => 'seq' in event)).toEqual(kept);
    for (const { messageId } of [first, second]) {
      const parts = told.filter((event) => isDelta(event) && event.messageId === messageId);
      const whole = kept.find((event) => event.id === messageId)!;
      expect(parts.map((part) => String(part.text)).join('')).toBe(whole.text);
      let length = 0;
      for (const part of parts) {
        expect([part.attempt, part.offset]).toEqual([1, length]);
        length += String(part.text).length;
      }
      expect(told.findIndex((event) => event.id === messageId)).toBeGreaterThan(told.indexOf(parts.at(-1)!));
    }
    const begun = told.findIndex((event) => event.messageId === second.messageId);
    expect(told.slice(0, begun).filter((event) => event.type === 'turn.completed')).toHaveLength(1);
    followed.end();
  });
});
