import { describe, expect, test } from '@jest/globals';
import type { FlowDocument, FlowNode } from '@patchbay/flow-spec';
import { ConversationHarness } from './conversation-harness.ts';
import { oneNode, testFlow } from './test-flow.ts';

// What decides and computes, in the words of the contract: set, condition, loop, wait, end, with the real nodes.

const node = (type: string, config: Record<string, unknown>): FlowNode => ({ id: 'node', type, config });
const say = (id: string, text: string): FlowNode => ({ id, type: 'message', config: { text } });

async function opened(flow: FlowDocument, env = {}): Promise<{ said: string[]; chat: ConversationHarness }> {
  const chat = new ConversationHarness({ flow });
  chat.env = env;
  return { said: await chat.open(), chat };
}

describe('set', () => {
  const set = async (assignments: object[], variables: FlowDocument['variables'] = []) => {
    const { chat } = await opened(oneNode(node('set', { assignments }), { next: 'x' }, { variables }));
    return chat.vars;
  };

  test('keeps native values, and each assignment sees those before', async () => {
    const vars = await set([
      { key: 'list', value: ['a', '{{ env.none }}'] },
      { key: 'more', value: "{{ vars.list | push: 'b' }}" },
      { key: 'size', value: '{{ vars.more.size }}' },
      { key: 'text', value: 'has {{ vars.size }}' },
      { key: 'order.lines.first', value: '{{ vars.size }}' },
      { key: 'again', value: '{{ vars.order.lines }}' },
    ]);
    expect(vars).toMatchObject({ size: 3, text: 'has 3', order: { lines: { first: 3 } }, again: { first: 3 } });
  });

  test('without a value goes back to the default, of a part as well, which those after see', async () => {
    const vars = await set(
      [
        { key: 'o.a', value: 5 },
        { key: 'o.a' },
        { key: 'seen', value: '{{ vars.o.a }}' },
        { key: 'n', value: 5 },
        { key: 'n' },
        { key: 'toString' },
      ],
      [
        { key: 'o', type: 'object', default: { a: 1 } },
        { key: 'n', type: 'number' },
      ],
    );
    expect(vars).toEqual({ o: { a: 1 }, seen: 1 });
  });
});

test.each([
  [{ total: 11 }, 'many'],
  [{ total: 10, name: 'ADA' }, 'ada'],
  [{ total: 10, name: 'Bob' }, 'else'],
  [{}, 'else'],
])('condition: with %j the first case that holds is %s', async (env, said) => {
  const cases = [
    { id: 'many', when: { left: '{{ env.total }}', op: 'gt', right: '10' } },
    {
      id: 'ada',
      when: {
        all: [{ left: '{{ env.name }}', op: 'eq', right: 'ada' }, { not: { left: '{{ env.total }}', op: 'empty' } }],
      },
    },
    { id: 'late', when: { left: '{{ env.name }}', op: 'eq', right: 'ada' } },
  ];
  const ports = { 'case:many': 'many', 'case:ada': 'ada', 'case:late': 'late', else: 'else' };
  expect((await opened(oneNode(node('condition', { cases }), ports), env)).said).toEqual([said]);
});

describe('loop', () => {
  const loop = (config: Record<string, unknown>) =>
    testFlow(
      [
        node('loop', { items: '{{ env.items }}', itemVar: 'x', indexVar: 'i', ...config }),
        say('each', '{{ vars.i }}{{ vars.x }}'),
        say('done', 'done {{ vars.x }}'),
      ],
      ['start > node', 'node.each > each', 'each > node', 'node.done > done'],
    );

  test.each([
    ['each item, and keeps the last', ['a', 'b'], {}, ['0a', '1b', 'done b']],
    ['at most its limit', ['a', 'b', 'c'], { limit: '2' }, ['0a', '1b', 'done b']],
    ['an empty list not at all', [], {}, ['done ']],
    ['nothing not at all', null, {}, ['done ']],
    ['no list as an error', { a: 1 }, {}, [expect.stringContaining('Sorry'), '!loop.not_a_list']],
  ])('goes through %s', async (_, items, config, said) => {
    expect((await opened(loop(config), { items })).said).toEqual(said);
  });

  test('reads its items on entry', async () => {
    const { said } = await opened(
      testFlow(
        [
          { id: 'data', type: 'set', config: { assignments: [{ key: 'list', value: [1, 2] }] } },
          node('loop', { items: '{{ vars.list }}', itemVar: 'x' }),
          { id: 'grow', type: 'set', config: { assignments: [{ key: 'list', value: '{{ vars.list | push: 9 }}' }] } },
          say('done', '{{ vars.x }} {{ vars.list.size }}'),
        ],
        ['start > data', 'data > node', 'node.each > grow', 'grow > node', 'node.done > done'],
      ),
    );
    expect(said).toEqual(['2 4']);
  });
});

describe('wait', () => {
  test.each([
    ['seconds', { seconds: '90' }, '2026-11-24T12:01:30.000Z'],
    ['a time', { until: "{{ now | date_add: 2, 'hours' }}" }, '2026-11-24T14:00:00.000Z'],
    ['a time that is past', { until: '2020-01-01T00:00:00Z' }, '2026-11-24T12:00:00.000Z'],
    ['no time at all', { seconds: 0 }, '2026-11-24T12:00:00.000Z'],
  ])('%s ends the turn all the same', async (_, config, until) => {
    const { said, chat } = await opened(oneNode(node('wait', config), { next: 'after' }));
    expect(said).toEqual([]);
    expect(chat.events.at(-1)).toMatchObject({ timerAt: until });
    expect(await chat.turn({ kind: 'timer' })).toEqual(['after']);
  });

  test('something that is no time is a clear error', async () => {
    expect((await opened(oneNode(node('wait', { until: 'soon' }), {}))).said.at(-1)).toBe('!wait.invalid_time');
  });
});

test.each(['resolved', 'escalated', 'abandoned'])(
  'end closes as %s, and the next message begins a new episode',
  async (resolution) => {
    const flow = testFlow(
      [
        { id: 'start', type: 'start', config: { greeting: 'Hello', waitForMessage: true } },
        { id: 'set', type: 'set', config: { assignments: [{ key: 'n', value: '{{ vars.n | plus: 1 }}' }] } },
        say('said', '{{ message.text }} {{ vars.n }}'),
        node('end', { resolution }),
      ],
      ['start > set', 'set > said', 'said > node'],
      { variables: [{ key: 'n', type: 'number', default: 0 }] },
    );
    const { said, chat } = await opened(flow);
    expect(said).toEqual(['Hello']);
    expect(await chat.say('one')).toEqual(['one 1', `closed:${resolution}`]);
    expect(await chat.say('two')).toEqual(['reopened', 'two 1', `closed:${resolution}`]);
  },
);

test('suggestions are drawn with the greeting, and closed by the first message', async () => {
  const start: FlowNode = {
    id: 'start',
    type: 'start',
    config: { suggestions: ['Reset my password'], waitForMessage: true },
  };
  const { said, chat } = await opened(testFlow([start, say('said', 'about: {{ message.text }}')], ['start > said']));
  expect(said).toEqual(['<choice>']);
  const { component } = chat;
  expect(await chat.say('Reset my password')).toEqual(['about: Reset my password']);
  expect(chat.events.find((event) => event.type === 'component.closed')).toMatchObject({ id: component });
});

test('every pause of a long way survives: loop, called flow, stuck path, form', async () => {
  const sub: FlowDocument = {
    ...testFlow(
      [
        {
          id: 'form',
          type: 'form',
          config: { fields: [{ key: 'why', label: 'Why {{ vars.item }}?', type: 'text' }], saveAs: 'f' },
        },
        { id: 'end', type: 'end', config: { output: { why: '{{ vars.f.why }}' } } },
      ],
      ['start > form', 'form > end'],
    ),
    key: 'sub',
    variables: [{ key: 'item', type: 'string', input: true }],
  };
  const flow = testFlow(
    [
      node('loop', { items: ['laptop', 'phone'], itemVar: 'item' }),
      {
        id: 'ask',
        type: 'question',
        config: { text: 'How many {{ vars.item }}s?', saveAs: 'n', expects: 'number', maxRetries: 0 },
      },
      { id: 'call', type: 'subflow', config: { flow: 'sub', input: { item: '{{ vars.item }}' }, saveAs: 'got' } },
      say('done', 'done, {{ vars.n }}, {{ vars.got.why }}'),
    ],
    ['start > node', 'node.each > ask', 'ask > node', 'node.done > done'],
    { settings: { onStuck: { goto: 'call' } } },
  );
  const chat = new ConversationHarness({ flow, subflows: [sub] });
  expect(await chat.open()).toEqual(['How many laptops?']);
  expect(await chat.say('some')).toEqual(['<form>']);
  expect(chat.drawn[0]).toMatchObject({ fields: [{ label: 'Why laptop?' }] });
  expect(await chat.submit({ why: 'broken' })).toEqual(['How many laptops?']);
  expect(await chat.say('2')).toEqual(['How many phones?']);
  expect(await chat.say('3')).toEqual(['done, 3, broken']);
});
