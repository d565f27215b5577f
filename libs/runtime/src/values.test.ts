import { describe, expect, test } from '@jest/globals';
import { TestConversation, testFlow } from './testing/test-conversation.ts';

type Node = [string, Record<string, unknown>];
const say = (text: string): Node => ['say', { text }];
const give = (config: object): Node => ['work', { ...config }];
const put = (...assignments: { key: string; value?: unknown }[]): Node => ['put', { assignments }];

async function varsAfter(nodes: Record<string, Node>, variables: object[] = []): Promise<unknown> {
  const names = Object.keys(nodes);
  const edges = names.map((name, index) => `${index === 0 ? 'start' : names[index - 1]} > ${name}`);
  const chat = new TestConversation(testFlow(nodes, edges, { variables: variables as never }));
  await chat.open();
  expect(chat.events.map((event) => event.type)).not.toContain('error');
  return chat.frame.vars;
}

describe('results', () => {
  test('are kept by node, and in the variable of saveAs', async () => {
    const chat = new TestConversation(
      testFlow(
        {
          one: give({ output: { list: [1, 2] }, saveAs: 'result' }),
          two: give({ output: '{{ nodes.one.list }}', saved: 'other', saveAs: 'second' }),
          three: give({ output: 1, saved: null, saveAs: 'third' }),
          none: give({ saveAs: 'untouched' }),
        },
        ['start > one', 'one > two', 'two > three', 'three > none'],
      ),
    );
    await chat.open();
    expect(chat.frame.vars).toEqual({ result: { list: [1, 2] }, second: 'other', third: null });
    expect(chat.frame.nodes).toEqual({ one: { list: [1, 2] }, two: [1, 2], three: 1 });
  });

  test('the name of the variable may be a template', async () => {
    expect(await varsAfter({ a: give({ output: 1, saveAs: '{{ "na" | append: "me" }}' }) })).toEqual({ name: 1 });
  });

  test('one variable changed does not change what it was copied from', async () => {
    const vars = await varsAfter(
      {
        a: put({ key: 'b', value: '{{ vars.a }}' }, { key: 'b.x', value: 2 }),
        b: give({ output: '{{ vars.b }}', saveAs: 'c' }),
        c: put({ key: 'c.y.z', value: 3 }, { key: 'b.x', value: 4 }),
      },
      [{ key: 'a', type: 'object', default: { x: 1, y: { k: 1 } } }],
    );
    expect(vars).toEqual({ a: { x: 1, y: { k: 1 } }, b: { x: 4, y: { k: 1 } }, c: { x: 2, y: { k: 1, z: 3 } } });
  });
});

describe('assignments', () => {
  test('are made in order, and each sees those before', async () => {
    expect(await varsAfter({ a: put({ key: 'n', value: 1 }, { key: 'm', value: '{{ vars.n | plus: 1 }}' }) })).toEqual({
      n: 1,
      m: 2,
    });
  });

  test('without a value go back to the default, of a part as well, or to nothing', async () => {
    const variables = [
      { key: 'n', type: 'number', default: 7 },
      { key: 'o', type: 'object', default: { inner: { a: 1 } } },
    ];
    const change = put(
      { key: 'n', value: 1 },
      { key: 'o.inner.a', value: 2 },
      { key: 'o.b', value: 3 },
      { key: 'x', value: 4 },
    );
    const back = put({ key: 'n' }, { key: 'o.inner.a' }, { key: 'o.b' }, { key: 'x' }, { key: 'never' });
    expect(await varsAfter({ change, back }, variables)).toEqual({ n: 7, o: { inner: { a: 1 } } });
  });

  test('make objects on their way, over what is none', async () => {
    const values = put(
      { key: 'text', value: 'x' },
      { key: 'text.deep.er', value: 1 },
      { key: 'list', value: [1] },
      { key: 'list.a', value: 2 },
    );
    expect(await varsAfter({ values })).toEqual({ text: { deep: { er: 1 } }, list: { a: 2 } });
  });

  test.each([
    '__proto__',
    '__proto__.polluted',
    'a.__proto__.polluted',
    'constructor.prototype.polluted',
    'a.constructor.b',
  ])('never reach a prototype: %s', async (key) => {
    const vars = await varsAfter({ a: put({ key: 'a', value: {} }, { key, value: { polluted: true } }) });
    expect(vars).toEqual({ a: {} });
    expect(Object.getPrototypeOf(vars)).toBe(Object.prototype);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('names that objects have of their own are no defaults', async () => {
    expect(await varsAfter({ a: put({ key: 'toString' }, { key: 'valueOf', value: 1 }) })).toEqual({ valueOf: 1 });
  });
});

test('variables begin at their defaults; without one they are empty, whatever their type', async () => {
  const variables = [
    { key: 'text', type: 'string', default: 'x' },
    { key: 'none', type: 'number' },
    { key: 'list', type: 'array', default: [] },
    { key: 'flag', type: 'boolean', default: false },
  ];
  const chat = new TestConversation(
    testFlow({ hi: say('[{{ vars.none }}{{ vars.unknown.deep }}]') }, ['start > hi'], {
      variables: variables as never,
    }),
  );
  expect(await chat.open()).toEqual(['[]']);
  expect(chat.frame.vars).toEqual({ text: 'x', list: [], flag: false });
});

test('templates reach what the contract says, and nothing else', async () => {
  const chat = new TestConversation(
    testFlow(
      {
        a: give({ output: { k: 'v' } }),
        say: say(
          [
            '{{ vars.v }}|{{ user.name }}|{{ message.text }}|{{ nodes.a.k }}|{{ now }}|{{ env.site }}',
            '{{ conversation.id }} {{ conversation.channel }} {{ conversation.locale }} {{ conversation.timezone }} {{ conversation.turns }}',
            '{{ conversation.startedAt }}|{{ flow.key }} {{ flow.version }}|{{ secrets }}{{ process }}{{ vars.constructor }}',
          ].join('|'),
        ),
      },
      ['start > a', 'a > say'],
      { variables: [{ key: 'v', type: 'string', default: 'var' }] },
    ),
  );
  chat.user = { name: 'Ada' };
  chat.env = { site: 'Bern' };
  chat.locale = 'de-CH';
  expect(await chat.say('typed')).toEqual([
    'var|Ada|typed|v|2026-11-24T12:00:00.000Z|Bern|c1 test de-CH Europe/Berlin 1|2026-11-24T12:00:00.000Z|test 1|',
  ]);
});

test.each([
  ['en', 'Tuesday, 24 November'],
  ['de-CH', 'Dienstag, 24 November'],
  ['fr', 'mardi, 24 novembre'],
  ['not a language', 'Tuesday, 24 November'],
])('dates are written in the language of the conversation: %s', async (locale, text) => {
  const setDay = put({ key: 'day', value: "{{ now | date: '%A, %d %B' }}" });
  const chat = new TestConversation(
    testFlow({ hi: say("{{ now | date: '%A, %d %B' }}"), put: setDay }, ['start > hi', 'hi > put']),
  );
  chat.locale = locale;
  expect(await chat.open()).toEqual([text]);
  expect(chat.frame.vars.day).toBe(text);
});

describe('configs', () => {
  test('texts anywhere inside are rendered, lone outputs give native values, raw keys are left to the handler', async () => {
    const output = {
      n: '{{ vars.n }}',
      list: ['{{ vars.n }} pieces', 1, null, true],
      deep: { d: { e: '{{ vars.list }}' } },
    };
    const vars = await varsAfter(
      {
        work: give({ output, saveAs: 'got' }),
        put: put({ key: 'raw', value: '{{ vars.got.n }}' }),
      },
      [
        { key: 'n', type: 'number', default: 3 },
        { key: 'list', type: 'array', default: ['a'] },
      ],
    );
    expect(vars).toMatchObject({ got: { n: 3, list: ['3 pieces', 1, null, true], deep: { d: { e: ['a'] } } }, raw: 3 });
  });

  test('conditions see the variables of that moment', async () => {
    const flow = testFlow(
      {
        put: put({ key: 'n', value: 11 }),
        if: ['if', { when: { left: '{{ vars.n }}', op: 'gt', right: '10' } }],
        yes: say('yes'),
        no: say('no'),
      },
      ['start > put', 'put > if', 'if.yes > yes', 'if.no > no'],
    );
    expect(await new TestConversation(flow).open()).toEqual(['yes']);
    const faulty = testFlow({ if: ['if', { when: { left: 'a', op: 'matches', right: '(' } }] }, ['start > if']);
    expect((await new TestConversation(faulty).open()).at(-1)).toBe('!pattern.invalid');
    const large = testFlow(
      { if: ['if', { when: { left: '{{ vars.text }}', op: 'matches', right: '(a|b){500}c' } }] },
      ['start > if'],
      { variables: [{ key: 'text', type: 'string', default: 'ab'.repeat(10_000) }] },
    );
    const chat = new TestConversation(large);
    expect((await chat.open()).at(-1)).toBe('!pattern.limit');
    expect(chat.events).toContainEqual(
      expect.objectContaining({ type: 'error', message: expect.stringContaining('too long for this pattern') }),
    );
  });
});
