import { describe, expect, test } from '@jest/globals';
import { TestConversation, testFlow } from './testing/test-conversation.ts';

type Node = [string, Record<string, unknown>];
const say = (text: string): Node => ['say', { text }];
const chain = (count: number) => ({
  nodes: Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, say(`${index}`)])),
  edges: Array.from({ length: count }, (_, index) => (index === 0 ? 'start > n0' : `n${index - 1} > n${index}`)),
});
const tooLong = expect.stringContaining('too long');

describe('steps without a wait', () => {
  test.each([
    ['as many as the flow allows', 4, '3'],
    ['one more', 5, '!turn.too_many_steps'],
  ])('%s', async (_, count, last) => {
    const { nodes, edges } = chain(count);
    const chat = new TestConversation(testFlow(nodes, edges, { settings: { maxStepsPerTurn: 5 } }));
    expect((await chat.open()).at(-1)).toBe(last);
  });

  test('are 100 where the flow says nothing', async () => {
    const run = async (count: number) => {
      const { nodes, edges } = chain(count);
      return (await new TestConversation(testFlow(nodes, edges)).open()).at(-1);
    };
    expect(await run(99)).toBe('98');
    expect(await run(100)).toBe('!turn.too_many_steps');
  });

  test('begin anew after a wait', async () => {
    const flow = testFlow({ a: say('a'), ask: ['ask', { text: 'q' }] }, ['start > a', 'a > ask', 'ask > a'], {
      settings: { maxStepsPerTurn: 3 },
    });
    const chat = new TestConversation(flow);
    await chat.open();
    for (let round = 0; round < 5; round++) expect(await chat.say('x')).toEqual(['a', 'q']);
  });

  test('begin anew at each pass of a loop, and are 20,000 in all', async () => {
    const run = async (items: number) => {
      const flow = testFlow(
        { loop: ['each', { items: '{{ env.items }}', itemVar: 'x' }], a: ['work', {}], done: say('done') },
        ['start > loop', 'loop.each > a', 'a > loop', 'loop.done > done'],
        { settings: { maxStepsPerTurn: 3 } },
      );
      const chat = new TestConversation(flow);
      chat.env = { items: Array.from({ length: items }, (_, index) => index) };
      return (await chat.open()).at(-1);
    };
    expect(await run(9_998)).toBe('done');
    expect(await run(9_999)).toBe('!turn.too_many_steps');
  }, 300_000);

  test('a flow that goes round in circles ends its turn with a clear error and stays usable', async () => {
    const chat = new TestConversation(
      testFlow(
        {
          if: ['if', { when: { left: '{{ message.text }}', op: 'eq', right: 'stop' } }],
          a: ['work', {}],
          end: say('fine'),
        },
        ['start > if', 'if.no > a', 'a > if', 'if.yes > end'],
      ),
    );
    expect(await chat.open()).toEqual([tooLong, '!turn.too_many_steps']);
    expect(chat.events.find((event) => event.type === 'error')).toMatchObject({ retryable: true });
    expect(chat.snapshot).toMatchObject({ status: 'idle', frames: [{ loops: [], interrupted: [] }] });
    expect(await chat.say('stop')).toEqual(['fine']);
  });

  test('count across the flows that are called, which are given up with them', async () => {
    const sub = { ...testFlow({ a: ['work', {}] }, ['start > a', 'a > a']), key: 'sub' };
    const chat = new TestConversation(
      testFlow({ keep: ['put', { assignments: [{ key: 'kept', value: 1 }] }], call: ['call', { flow: 'sub' }] }, [
        'start > keep',
        'keep > call',
      ]),
      [sub],
    );
    expect(await chat.open()).toEqual([tooLong, '!turn.too_many_steps']);
    expect(chat.snapshot.frames).toMatchObject([{ flow: 'test', vars: { kept: 1 } }]);
  });
});

describe('time', () => {
  test('of the engine itself is bounded', async () => {
    const chat = new TestConversation(
      testFlow({ a: ['work', {}] }, ['start > a', 'a > a'], { settings: { maxStepsPerTurn: 10_000 } }),
    );
    let clock = 0;
    chat.elapsed = () => (clock += 10);
    expect(await chat.open()).toEqual([tooLong, '!turn.too_long']);
  });

  test('that services take does not count', async () => {
    const { nodes, edges } = chain(20);
    const later = Object.fromEntries(Object.keys(nodes).map((id): [string, Node] => [id, ['work', { does: 'later' }]]));
    const chat = new TestConversation(testFlow(later, edges));
    let clock = 0;
    const tick = () => {
      clock += 30_000;
      if (chat.events.length === 0) setImmediate(tick);
    };
    setImmediate(tick);
    chat.elapsed = () => clock;
    expect(await chat.open()).toEqual([]);
    expect(clock).toBeGreaterThan(300_000);
  });

  test('is given to others every few milliseconds, also where nodes wait for what is there at once', async () => {
    const flow = testFlow(
      { loop: ['each', { items: '{{ env.items }}', itemVar: 'x' }], a: ['work', { does: '{{ env.does }}' }] },
      ['start > loop', 'loop.each > a', 'a.error > loop', 'a > loop'],
    );
    for (const does of ['give', 'throw-error']) {
      const chat = new TestConversation(flow);
      chat.env = { does, items: Array.from({ length: 200 }, (_, index) => index) };
      let clock = 0;
      chat.elapsed = () => (clock += 0.5);
      await chat.open();
      expect(chat.yields).toBeGreaterThan(50);
    }
  });

  test('that is over ends the turn, and what it waited with is closed', async () => {
    const chat = new TestConversation(
      testFlow({ pick: ['pick', { options: [{ id: 'a', label: 'A' }] }] }, ['start > pick']),
    );
    await chat.open();
    chat.time.abort('timeout');
    expect(await chat.submit({ option: 'a' })).toEqual(['</id1>', tooLong, '!turn.timeout']);
    expect(chat.snapshot.status).toBe('idle');
  });

  test('that is over stops a node that writes, whose text so far stays', async () => {
    const chat = new TestConversation(
      testFlow({ write: ['work', { does: 'write' }], after: say('after') }, ['start > write', 'write > after']),
    );
    chat.onEvent = (event) => event.type === 'message.delta' && event.offset === 10 && chat.time.abort('timeout');
    const said = await chat.open();
    expect(said).toEqual([expect.stringMatching(/^(word )+\[stopped\]$/), tooLong, '!turn.timeout']);
  });

  test('that is over leaves alone a node that takes no notice of it', async () => {
    const chat = new TestConversation(
      testFlow({ hang: ['work', { does: 'hang' }] }, ['start > hang', 'hang.error > hang']),
    );
    setImmediate(() => chat.time.abort('timeout'));
    expect(await chat.open()).toEqual([tooLong, '!turn.timeout']);
    expect(chat.snapshot.status).toBe('idle');
  });
});

test('a user’s stop ends the writing, and the flow goes on', async () => {
  const chat = new TestConversation(
    testFlow({ write: ['work', { does: 'write', saveAs: 'text' }], after: say('after') }, [
      'start > write',
      'write > after',
    ]),
  );
  chat.onEvent = (event) => event.type === 'message.delta' && event.offset === 10 && chat.stop.abort('stopped');
  const said = await chat.open();
  expect(said).toEqual([expect.stringMatching(/^(word ){3,}\[stopped\]$/), 'after']);
  expect(chat.frame.vars.text).toBe(said[0]?.replace('[stopped]', ''));
});

describe('what a node tells', () => {
  test('comes as it happens', async () => {
    const chat = new TestConversation(
      testFlow({ a: say('a'), later: ['work', { does: 'later' }], b: say('b') }, [
        'start > a',
        'a > later',
        'later > b',
      ]),
    );
    const order: string[] = [];
    chat.onEvent = (event) => event.type === 'message' && order.push(event.text);
    setImmediate(() => order.push('meanwhile'));
    await chat.open();
    expect(order).toEqual(['a', 'meanwhile', 'b']);
  });

  test('after its verdict is not heard', async () => {
    const chat = new TestConversation(
      testFlow(
        { late: ['work', { does: 'late' }], later: ['work', { does: 'later' }], more: ['work', { does: 'later' }] },
        ['start > late', 'late > later', 'later > more'],
      ),
    );
    expect(await chat.open()).toEqual([]);
  });

  test('of tokens is told with its place', async () => {
    const chat = new TestConversation(testFlow({ write: ['work', { does: 'write' }] }, ['start > write']));
    setImmediate(() => chat.stop.abort('stopped'));
    await chat.open();
    expect(chat.events.find((event) => event.type === 'usage')).toEqual({
      type: 'usage',
      flow: 'test',
      nodeId: 'write',
      connection: 'test',
      model: 'test',
      inputTokens: 1,
      outputTokens: 2,
    });
  });
});

test('an engine that fails itself says so without its inside, and the conversation stays usable', async () => {
  const chat = new TestConversation(testFlow({ ask: ['ask', { text: 'q' }] }, ['start > ask']));
  await chat.open();
  const { main } = chat.plan;
  chat.plan = {
    ...chat.plan,
    main: {
      ...main,
      edge: () => {
        throw new TypeError('a secret of the inside');
      },
    },
  };
  expect(await chat.say('x')).toEqual([expect.stringContaining('Sorry'), '!internal']);
  expect(JSON.stringify(chat.events)).not.toContain('secret');
  expect(chat.internalErrors).toHaveLength(1);
  chat.plan = { ...chat.plan, main };
  expect(await chat.say('x')).toEqual(['q']);
});
