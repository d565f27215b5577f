import { describe, expect, test } from '@jest/globals';
import { planOf, TestConversation, testFlow } from './testing/test-conversation.ts';

const say = (text: string) => ['say', { text }] as [string, Record<string, unknown>];
const options = [{ id: 'a', label: 'A' }];

describe('timers', () => {
  const flow = testFlow({ pause: ['pause', { until: '2026-11-24T12:00:05.000Z' }], after: say('after') }, [
    'start > pause',
    'pause > after',
  ]);

  test('end the turn, tell when, and let it go on', async () => {
    const chat = new TestConversation(flow);
    expect(await chat.open()).toEqual([]);
    expect(chat.settled).toMatchObject({
      timerAt: '2026-11-24T12:00:05.000Z',
      waitingFor: { nodeId: 'pause', kind: 'wait' },
    });
    expect(await chat.timer()).toEqual(['after']);
    expect(chat.snapshot.turns).toBe(0);
    expect(chat.settled.timerAt).toBeUndefined();
  });

  test('who writes meanwhile is told what is pending, and it waits on', async () => {
    const chat = new TestConversation(flow);
    await chat.open();
    expect(await chat.say('hello?')).toEqual([expect.stringContaining('under way')]);
    expect(chat.settled.timerAt).toBe('2026-11-24T12:00:05.000Z');
    expect(await chat.timer()).toEqual(['after']);
  });

  test('a late one of a wait that is over changes nothing', async () => {
    const chat = new TestConversation(testFlow({ ask: ['ask', { text: 'q' }] }, ['start > ask']));
    await chat.open();
    expect(await chat.timer()).toEqual([]);
    expect(chat.settled.waitingFor?.nodeId).toBe('ask');
    expect(await chat.say('x')).toEqual([]);
  });
});

describe('components', () => {
  const flow = testFlow({ pick: ['pick', { options }], after: say('after {{ message.text }}') }, [
    'start > pick',
    'pick > after',
    'pick.no_match > after',
  ]);

  test('a click goes to its component, and leaves the last typed message', async () => {
    const chat = new TestConversation(flow);
    await chat.open();
    await chat.say('typed');
    expect(chat.component).toBe('id3');
    expect(await chat.submit({ option: 'a' })).toEqual(['</id3>', 'after typed']);
  });

  test('asking again closes the old one', async () => {
    const chat = new TestConversation(flow);
    expect(await chat.open()).toEqual(['<id1>']);
    expect(await chat.say('what?')).toEqual(['<id3>', '</id1>']);
    expect(await chat.submit({ option: 'a' }, 'id1')).toEqual([]);
    expect(chat.component).toBe('id3');
  });

  test('one that stays open is not closed', async () => {
    const chat = new TestConversation(flow);
    await chat.open();
    expect(await chat.say('keep')).toEqual([]);
    expect(chat.component).toBe('id1');
  });

  test('one whose node leaves without a word of it is closed', async () => {
    const chat = new TestConversation(flow);
    await chat.open();
    expect(await chat.cancel()).toEqual(['</id1>', 'after ']);
  });

  test('one whose node fails is closed', async () => {
    const broken = testFlow({ pick: ['pick', { options: '{{ env.options }}' }] }, ['start > pick']);
    const chat = new TestConversation(broken);
    chat.env = { options };
    await chat.open();
    chat.env = {};
    expect(await chat.submit({ option: 'a' })).toEqual(['</id1>', expect.stringContaining('Sorry'), '!config.invalid']);
  });
});

describe('before a turn is stored', () => {
  const flow = testFlow({ pick: ['pick', { options: '{{ env.options }}' }] }, ['start > pick']);
  const opened = async () => {
    const chat = new TestConversation(flow);
    chat.env = { options };
    await chat.open();
    return chat;
  };

  test.each([
    ['a message', { kind: 'message', text: 'x', files: [] }, { ok: true }],
    ['a timer', { kind: 'timer' }, { ok: true }],
    ['the open component', { kind: 'submit', componentId: 'id1', values: { option: 'a' } }, { ok: true }],
    ['its cancelling', { kind: 'cancel', componentId: 'id1' }, { ok: true }],
    ['another component', { kind: 'submit', componentId: 'id0', values: {} }, { ok: false, code: 'not_open' }],
    ['cancelling another', { kind: 'cancel', componentId: '' }, { ok: false, code: 'not_open' }],
    [
      'values that its node refuses',
      { kind: 'submit', componentId: 'id1', values: {} },
      { ok: false, code: 'values_invalid', issues: [{ path: 'option', code: 'required', message: 'Choose one.' }] },
    ],
  ] as const)('%s', async (_, input, answer) => {
    const chat = await opened();
    const { snapshot } = chat;
    expect(chat.accepts(input as never)).toEqual(answer);
    expect(chat.snapshot).toBe(snapshot);
  });

  test('a config that cannot be rendered lets the turn begin, which says so', async () => {
    const chat = await opened();
    chat.env = {};
    expect(chat.accepts({ kind: 'submit', componentId: 'id1', values: {} })).toEqual({ ok: true });
  });

  test('no component is open at a node without one, nor when nothing waits', async () => {
    const chat = new TestConversation(testFlow({ ask: ['ask', { text: 'q' }] }, ['start > ask']));
    const click = { kind: 'submit', componentId: '', values: {} } as const;
    expect(chat.accepts(click)).toEqual({ ok: false, code: 'not_open' });
    await chat.open();
    expect(chat.accepts(click)).toEqual({ ok: false, code: 'not_open' });
  });
});

describe('a node that a migration took away', () => {
  const before = testFlow({ pick: ['pick', { options }], call: ['call', { flow: 'sub' }] }, [
    'start > call',
    'call > pick',
  ]);
  const sub = { ...testFlow({ pick: ['pick', { options }] }, ['start > pick']), key: 'sub' };
  const after = testFlow({ hi: say('hi {{ vars.kept }}') }, ['start > hi']);

  test.each([
    ['a message begins anew', (chat: TestConversation) => chat.say('x'), ['</id1>', 'hi yes']],
    [
      'a click is told',
      (chat: TestConversation) => chat.submit({}),
      ['</id1>', expect.stringContaining('Sorry'), '!node.missing'],
    ],
  ])('%s, in the bottom flow', async (_, act, said) => {
    const chat = new TestConversation(before, [sub]);
    await chat.open();
    (chat.snapshot.frames[0] as { vars: object }).vars = { kept: 'yes' };
    chat.plan = planOf({ flow: after });
    expect(await act(chat)).toEqual(said.map((text) => (text === 'hi yes' ? expect.stringMatching(/^hi yes$/) : text)));
    expect(chat.snapshot).toMatchObject({ status: 'idle', frames: [{ flow: 'test', caller: null }] });
  });
});

test('an effect key is the same when a waiting node goes on, and another at its next visit', async () => {
  const chat = new TestConversation(testFlow({ ask: ['ask', { text: 'q' }] }, ['start > ask', 'ask > ask']));
  await chat.open();
  const { effectKey } = chat.snapshot.waiting ?? {};
  expect(effectKey).toMatch(/^c1:[0-9a-z]+:2:ask$/);
  await chat.say('x');
  expect(chat.snapshot.waiting?.effectKey).toMatch(/^c1:[0-9a-z]+:3:ask$/);
});
