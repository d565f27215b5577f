import { describe, expect, test } from '@jest/globals';
import { TestConversation, testFlow } from './testing/test-conversation.ts';

describe('edges', () => {
  const flow = testFlow(
    {
      pick: ['pick', { text: 'Which?', options: ['a', 'b', 'c'].map((id) => ({ id, label: id })), saveAs: 'picked' }],
      a: ['say', { text: 'A' }],
      other: ['say', { text: 'other {{ vars.picked }}' }],
    },
    ['start > pick', 'pick.option:a > a', 'pick > other'],
  );

  test.each([
    ['its own', 'a', ['</id1>', 'A']],
    ['that of its fallback where it has none', 'b', ['</id1>', 'other b']],
  ])('a port leads along %s', async (_, option, said) => {
    const chat = new TestConversation(flow);
    expect(await chat.open()).toEqual(['<id1>']);
    expect(await chat.submit({ option })).toEqual(said);
    expect(chat.snapshot).toMatchObject({ status: 'idle', turns: 1 });
  });

  test('a port that only a template made leads along `next`', async () => {
    const templated = testFlow(
      { pick: ['pick', { options: '{{ env.options }}' }], other: ['say', { text: 'other' }] },
      ['start > pick', 'pick > other'],
    );
    const chat = new TestConversation(templated);
    chat.env = { options: [{ id: 'x', label: 'X' }] };
    await chat.open();
    expect(await chat.submit({ option: 'x' })).toEqual(['</id1>', 'other']);
  });

  test('a port without an edge ends the path: the conversation waits at no node', async () => {
    const chat = new TestConversation(testFlow({ hi: ['say', { text: 'hi' }] }, ['start > hi']));
    expect(await chat.open()).toEqual(['hi']);
    expect(chat.settled).toEqual({ type: 'settled', snapshot: chat.snapshot });
    expect(chat.snapshot.status).toBe('idle');
  });

  test('a flow without a start settles at once, whatever comes', async () => {
    const chat = new TestConversation({ ...testFlow({}, []), nodes: [] });
    expect(await chat.open()).toEqual([]);
    expect(await chat.say('hello')).toEqual([]);
    expect(chat.snapshot.status).toBe('idle');
  });

  test('an unknown type, with or without an edge from its error port, fails when it is reached', async () => {
    const bare = new TestConversation(testFlow({ x: ['teleport', { any: 1 }] }, ['start > x']));
    expect(await bare.open()).toEqual([expect.stringContaining('Sorry'), '!node.unknown_type']);
    const led = testFlow({ x: ['teleport'], say: ['say', { text: '{{ nodes.x.error.code }}' }] }, [
      'start > x',
      'x.error > say',
    ]);
    expect(await new TestConversation(led).open()).toEqual(['node.unknown_type']);
  });
});

describe('subflows', () => {
  const greeter = {
    ...testFlow(
      {
        start: ['start', { greeting: 'never shown', waitForMessage: true }],
        ask: ['ask', { text: 'Name, {{ vars.title }}?', saveAs: 'name' }],
        finish: ['finish', { resolution: 'escalated', output: { full: '{{ vars.title }} {{ vars.name }}' } }],
      },
      ['start > ask', 'ask > finish'],
    ),
    key: 'greeter',
    variables: [
      { key: 'title', type: 'string' as const, input: true },
      { key: 'tone', type: 'string' as const, input: true, default: 'kind' },
      { key: 'hidden', type: 'string' as const, default: 'own' },
    ],
  };
  const caller = testFlow(
    {
      hide: ['put', { assignments: [{ key: 'hidden', value: 'theirs' }] }],
      call: ['call', { flow: 'greeter', input: { title: 'Dr', hidden: 'x' }, saveAs: 'got' }],
      done: ['say', { text: '{{ vars.got.full }}, {{ nodes.call.resolution }}, {{ vars.hidden }}, {{ vars.name }}' }],
    },
    ['start > hide', 'hide > call', 'call > done'],
  );

  test('have variables of their own, take their inputs, give output and resolution, and close nothing', async () => {
    const chat = new TestConversation(caller, [greeter]);
    expect(await chat.open()).toEqual(['Name, Dr?']);
    expect(chat.frame).toMatchObject({ caller: 'call', vars: { title: 'Dr', tone: 'kind', hidden: 'own' } });
    expect(chat.settled.waitingFor).toEqual({ flow: 'greeter', nodeId: 'ask', kind: 'ask' });
    expect(await chat.say('Who')).toEqual(['Dr Who, escalated, theirs, ']);
    expect(chat.frame.nodes.call).toEqual({ resolution: 'escalated', output: { full: 'Dr Who' } });
    expect(chat.snapshot).toMatchObject({ status: 'idle', frames: [{ flow: 'test' }] });
  });

  test('begin at their defaults at each call', async () => {
    const again = testFlow(
      {
        first: ['call', { flow: 'greeter', input: { title: 'Dr', tone: 'rough' } }],
        second: ['call', { flow: 'greeter' }],
      },
      ['start > first', 'first > second'],
    );
    const chat = new TestConversation(again, [greeter]);
    await chat.open();
    expect(chat.frame.vars.tone).toBe('rough');
    expect(await chat.say('x')).toEqual(['Name, ?']);
    expect(chat.frame.vars).toEqual({ tone: 'kind', hidden: 'own' });
  });

  test('whose path ends return without a resolution', async () => {
    const open = { ...testFlow({ hi: ['say', { text: 'hi' }] }, ['start > hi']), key: 'greeter' };
    const chat = new TestConversation(caller, [open]);
    expect(await chat.open()).toEqual(['hi', ', , theirs, ']);
    expect(chat.frame.nodes.call).toEqual({ resolution: null, output: {} });
  });

  test('that are not there fail their caller', async () => {
    const flow = testFlow({ call: ['call', { flow: 'gone' }], say: ['say', { text: '{{ nodes.call.error.code }}' }] }, [
      'start > call',
      'call.error > say',
    ]);
    expect(await new TestConversation(flow).open()).toEqual(['subflow.not_published']);
    expect(await new TestConversation(flow, [{ ...testFlow({}, []), key: 'gone', nodes: [] }]).open()).toEqual([
      'subflow.not_published',
    ]);
  });

  test.each([
    [8, 'bottom'],
    [9, 'subflow.too_deep'],
  ])('may be %d deep: %s', async (deep, said) => {
    const flows = Array.from({ length: deep }, (_, index) => ({
      ...testFlow(
        index === deep - 1 ? { end: ['say', { text: 'bottom' }] } : { call: ['call', { flow: `f${index + 1}` }] },
        [index === deep - 1 ? 'start > end' : 'start > call'],
      ),
      key: `f${index}`,
    }));
    const main = testFlow({ call: ['call', { flow: 'f0' }], say: ['say', { text: '{{ nodes.call.error.code }}' }] }, [
      'start > call',
      'call.error > say',
    ]);
    expect(await new TestConversation(main, flows).open()).toEqual([said]);
  });
});

describe('loops', () => {
  const each = (items: unknown, itemVar: string): [string, Record<string, unknown>] => ['each', { items, itemVar }];

  test('nest, wait inside, begin anew when they are entered from outside, and keep the last item', async () => {
    const chat = new TestConversation(
      testFlow(
        {
          outer: each([['a', 'b'], [], ['c']], 'row'),
          inner: each('{{ vars.row }}', 'cell'),
          ask: ['ask', { text: '{{ vars.cell }}?' }],
          done: ['say', { text: 'done {{ vars.cell }}' }],
        },
        [
          'start > outer',
          'outer.each > inner',
          'inner.each > ask',
          'ask > inner',
          'inner.done > outer',
          'outer.done > done',
        ],
      ),
    );
    expect(await chat.open()).toEqual(['a?']);
    expect(chat.frame.loops.map((loop) => loop.node)).toEqual(['outer', 'inner']);
    expect(await chat.say('1')).toEqual(['b?']);
    expect(await chat.say('2')).toEqual(['c?']);
    expect(await chat.say('3')).toEqual(['done c']);
    expect(chat.frame.loops).toEqual([]);
  });

  test('a path out of the inner loop to the outer one ends the inner one', async () => {
    const chat = new TestConversation(
      testFlow(
        { outer: each([1, 2], 'x'), inner: each([7, 8], 'y'), say: ['say', { text: '{{ vars.x }}{{ vars.y }}' }] },
        ['start > outer', 'outer.each > inner', 'inner.each > say', 'say > outer'],
      ),
    );
    expect(await chat.open()).toEqual(['17', '27']);
  });

  test('a loop whose path ended without coming back begins anew at the next message', async () => {
    const chat = new TestConversation(
      testFlow({ loop: each(['a', 'b'], 'x'), say: ['say', { text: '{{ vars.x }}' }] }, [
        'start > loop',
        'loop.each > say',
      ]),
    );
    expect(await chat.open()).toEqual(['a']);
    expect(await chat.say('again')).toEqual(['a']);
  });

  test('an endless way round through done is bounded', async () => {
    const chat = new TestConversation(
      testFlow({ loop: each([1], 'x') }, ['start > loop', 'loop.each > loop', 'loop.done > loop']),
    );
    expect((await chat.open()).at(-1)).toBe('!turn.too_many_steps');
    expect(chat.snapshot.visits).toBe(20_000);
  });
});
