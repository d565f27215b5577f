import { describe, expect, test } from '@jest/globals';
import { planOf, TestConversation, testFlow } from './testing/test-conversation.ts';

const say = (text: string) => ['say', { text }] as [string, Record<string, unknown>];

describe('opening', () => {
  test('greets and runs', async () => {
    const chat = new TestConversation(
      testFlow({ start: ['start', { greeting: 'Hello' }], hi: say('hi') }, ['start > hi']),
    );
    expect(await chat.open()).toEqual(['Hello', 'hi']);
    expect(chat.snapshot).toMatchObject({ episode: 1, turns: 0, status: 'idle' });
  });

  test('with `waitForMessage` greets, and runs with the first message', async () => {
    const chat = new TestConversation(
      testFlow({ start: ['start', { greeting: 'Hello', waitForMessage: true }], hi: say('{{ message.text }}') }, [
        'start > hi',
      ]),
    );
    expect(await chat.open()).toEqual(['Hello']);
    expect(chat.settled.waitingFor).toEqual({ flow: 'test', nodeId: 'start', kind: 'message' });
    expect(await chat.say('one')).toEqual(['one']);
    expect(await chat.say('two')).toEqual(['two']);
  });

  test('happens once', async () => {
    const chat = new TestConversation(testFlow({ ask: ['ask', { text: 'q' }] }, ['start > ask']));
    await chat.open();
    const { snapshot } = chat;
    expect(await chat.open()).toEqual([]);
    expect(chat.snapshot).toEqual(snapshot);
  });

  test('may be left out: the first message runs the flow without a greeting', async () => {
    const chat = new TestConversation(
      testFlow({ start: ['start', { greeting: 'Hello' }], hi: say('hi') }, ['start > hi']),
    );
    expect(await chat.say('x')).toEqual(['hi']);
  });
});

describe('a message to a conversation that waits at no node', () => {
  const counting = testFlow(
    {
      start: ['start', { greeting: 'Hello' }],
      add: ['put', { assignments: [{ key: 'n', value: '{{ vars.n | plus: 1 }}' }] }],
      hi: say('{{ vars.n }} {{ vars.fresh }} {{ flow.version }} {{ conversation.turns }}'),
    },
    ['start > add', 'add > hi'],
    { variables: [{ key: 'n', type: 'number', default: 0 }] },
  );

  test('begins at start again, without the greeting, with variables kept', async () => {
    const chat = new TestConversation(counting);
    expect(await chat.open()).toEqual(['Hello', '1  1 0']);
    expect(await chat.say('x')).toEqual(['2  1 1']);
    expect(chat.events[0]).toEqual({ type: 'user.message', id: expect.any(String), text: 'x', files: [] });
  });

  test('moves to the version that is there now, whose new variables begin at their defaults', async () => {
    const chat = new TestConversation(counting);
    await chat.open();
    const variables = [...(counting.variables ?? []), { key: 'fresh', type: 'string' as const, default: 'new' }];
    chat.plan = planOf({ flow: { ...counting, variables }, version: 2 });
    expect(await chat.say('x')).toEqual(['2 new 2 1']);
    expect(chat.frame).toMatchObject({ flow: 'test', version: 2 });
  });
});

describe('a closed conversation', () => {
  const flow = testFlow(
    {
      start: ['start', { greeting: 'Hello', waitForMessage: true }],
      hi: say('{{ message.text }} {{ vars.n }} {{ nodes.add }}'),
      add: ['put', { assignments: [{ key: 'n', value: 5 }] }],
      end: ['finish', { resolution: 'resolved' }],
    },
    ['start > hi', 'hi > add', 'add > end'],
    { variables: [{ key: 'n', type: 'number', default: 1 }] },
  );

  test('begins a new episode with the next message: at start, variables at their defaults, no greeting, no wait', async () => {
    const chat = new TestConversation(flow);
    await chat.open();
    expect(await chat.say('one')).toEqual(['one 1 ', 'closed:resolved']);
    expect(chat.snapshot).toMatchObject({ status: 'closed', episode: 1 });
    expect(chat.settled).toEqual({ type: 'settled', snapshot: chat.snapshot });
    expect(await chat.say('two')).toEqual(['reopened', 'two 1 ', 'closed:resolved']);
    expect(chat.events.slice(0, 2).map((event) => event.type)).toEqual(['conversation.reopened', 'user.message']);
    expect(chat.snapshot).toMatchObject({ episode: 2, turns: 2 });
  });

  test('takes neither click nor timer', async () => {
    const chat = new TestConversation(flow);
    await chat.open();
    await chat.say('one');
    const { snapshot } = chat;
    expect(await chat.timer()).toEqual([]);
    expect(await chat.submit({}, 'id1')).toEqual([]);
    expect(chat.snapshot).toEqual({ ...snapshot, turns: 2 });
  });
});
