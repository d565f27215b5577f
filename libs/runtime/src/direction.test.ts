import { expect, test } from '@jest/globals';
import type { UpcomingVisit } from './direction.ts';
import { TestConversation, testFlow } from './testing/test-conversation.ts';

const flow = testFlow(
  {
    ask: ['ask', { text: 'Name?', saveAs: 'name' }],
    work: ['work', { does: 'throw', saveAs: 'ticket' }],
    say: ['say', { text: '{{ vars.name }}: {{ vars.ticket.id }}' }],
  },
  ['start > ask', 'ask > work', 'work > say', 'work.error > say'],
);

test('each visit is asked about before its config is rendered, in called flows too', async () => {
  const inner = testFlow({ say: ['say', { text: 'inside' }] }, ['start > say'], { key: 'inner' });
  const outer = testFlow({ call: ['call', { flow: 'inner' }], end: ['say', { text: 'out' }] }, [
    'start > call',
    'call > end',
  ]);
  const conversation = new TestConversation(outer, [inner]);
  const asked: string[] = [];
  conversation.direct = (at) => {
    asked.push(`${at.depth} ${at.flow}.${at.nodeId} ${at.arrival.kind}`);
    return { kind: 'run' };
  };
  expect(await conversation.open()).toEqual(['inside', 'out']);
  expect(asked).toEqual([
    '0 test.start entered',
    '0 test.call entered',
    '1 inner.start message',
    '1 inner.say entered',
    '0 test.call returned',
    '0 test.end entered',
  ]);
});

test('a run that is held back goes on when it is let, with the variables that were set meanwhile', async () => {
  const conversation = new TestConversation(
    testFlow({ put: ['put', { assignments: [{ key: 'a', value: 1 }] }], say: ['say', { text: '{{ vars.a }}' }] }, [
      'start > put',
      'put > say',
    ]),
  );
  let release: () => void = () => undefined;
  let held: UpcomingVisit | undefined;
  conversation.direct = async (at) => {
    if (at.nodeId !== 'say') return { kind: 'run' };
    held = at;
    await new Promise<void>((resolve) => (release = resolve));
    return { kind: 'run', assign: [{ path: 'a', value: 'changed' }] };
  };
  const running = conversation.open();
  while (!held) await new Promise((resolve) => setImmediate(resolve));
  expect(held.vars).toEqual({ a: 1 });
  expect(conversation.events).toEqual([]);
  release();
  expect(await running).toEqual(['changed']);
  expect(conversation.frame.vars).toEqual({ a: 'changed' });
});

test('a verdict stands in for a node: its output is kept and saved as its own would be, and its step says so', async () => {
  const conversation = new TestConversation(flow);
  conversation.trace = true;
  conversation.direct = ({ nodeId }) =>
    nodeId === 'work'
      ? { kind: 'instead', verdict: { kind: 'next', outlet: 'next', output: { id: 'T1' } } }
      : { kind: 'run' };
  await conversation.open();
  expect(await conversation.say('Ada')).toEqual(['Ada: T1']);
  expect(conversation.frame.nodes.work).toEqual({ id: 'T1' });
  expect(conversation.steps.map((step) => [step.nodeId, step.pinned ?? false, step.outlet])).toEqual([
    ['ask', false, 'next'],
    ['work', true, 'next'],
    ['say', false, 'next'],
  ]);
  expect(conversation.steps[1]).toMatchObject({ output: { id: 'T1' }, changed: { ticket: { id: 'T1' } } });
});

test('what stands in for a called flow is saved as what the flow itself gives would be', async () => {
  const inner = testFlow({ end: ['finish', { output: { state: 'lost' } }] }, ['start > end'], { key: 'inner' });
  const outer = testFlow(
    { call: ['call', { flow: 'inner', saveAs: 'result' }], say: ['say', { text: '{{ vars.result.state }}' }] },
    ['start > call', 'call > say'],
  );
  const given: TestConversation['direct'][] = [
    undefined,
    ({ nodeId }) => {
      const output = { resolution: 'resolved', output: { state: 'lost' } };
      return nodeId === 'call'
        ? { kind: 'instead', verdict: { kind: 'next', outlet: 'next', output } }
        : { kind: 'run' };
    },
  ];
  for (const direct of given) {
    const conversation = new TestConversation(outer, [inner]);
    conversation.direct = direct;
    expect(await conversation.open()).toEqual(['lost']);
    expect(conversation.frame.vars).toEqual({ result: { state: 'lost' } });
    expect(conversation.frame.nodes.call).toEqual({ resolution: 'resolved', output: { state: 'lost' } });
  }
});

test('an error stands in for a node, and an answer for a question', async () => {
  const conversation = new TestConversation(flow);
  conversation.direct = ({ nodeId }) => {
    if (nodeId === 'ask') return { kind: 'instead', verdict: { kind: 'next', outlet: 'next', output: 'Bob' } };
    const error = { code: 'http.status', message: 'No.', retryable: false };
    return nodeId === 'work' ? { kind: 'instead', verdict: { kind: 'fail', error } } : { kind: 'run' };
  };
  expect(await conversation.open()).toEqual(['Bob: ']);
  expect(conversation.frame.nodes.work).toMatchObject({ error: { code: 'http.status' } });
});

test('what is stopped waits at no node, its component closed, and can be spoken to again', async () => {
  const conversation = new TestConversation(
    testFlow(
      { pick: ['pick', { text: 'Which?', options: [{ id: 'a', label: 'A' }] }], say: ['say', { text: 'chosen' }] },
      ['start > pick', 'pick.option:a > say'],
    ),
  );
  await conversation.open();
  const component = conversation.component;
  conversation.direct = () => ({ kind: 'stop' });
  expect(await conversation.submit({ option: 'a' })).toEqual([`</${component}>`]);
  expect(conversation.snapshot).toMatchObject({ status: 'idle' });
  conversation.direct = undefined;
  expect((await conversation.say('again')).length).toBe(1);
  expect(conversation.snapshot.status).toBe('waiting');
});

test('a director that fails ends the turn, not the conversation', async () => {
  const conversation = new TestConversation(flow);
  conversation.direct = () => Promise.reject(new Error('inside'));
  expect((await conversation.open()).at(-1)).toBe('!internal');
  expect(conversation.internalErrors).toHaveLength(1);
});
