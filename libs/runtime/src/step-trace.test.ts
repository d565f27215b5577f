import { expect, test } from '@jest/globals';
import type { JsonObject } from '@patchbay/node-kit';
import { saidTexts } from './said-texts.ts';
import { TestConversation, testFlow } from './testing/test-conversation.ts';

const sub = { ...testFlow({ end: ['finish', { output: { a: 1 } }] }, ['start > end']), key: 'sub' };

async function traced(
  nodes: Parameters<typeof testFlow>[0],
  edges: string[],
  prepare?: (chat: TestConversation) => void,
) {
  const chat = new TestConversation(testFlow(nodes, edges), [sub]);
  chat.trace = true;
  let clock = 1_000;
  chat.elapsed = () => (clock += 0.125);
  prepare?.(chat);
  await chat.open();
  return chat.steps;
}

test('tells every visit with its place, config, result, and the variables that it changed', async () => {
  const steps = await traced(
    {
      put: ['put', { assignments: [{ key: 'n', value: 2 }, { key: 'gone' }] }],
      work: ['work', { output: '{{ vars.n }}', saveAs: 'm' }],
      call: ['call', { flow: 'sub', saveAs: 'got' }],
      ask: ['ask', { text: 'q' }],
    },
    ['start > put', 'put > work', 'work > call', 'call > ask'],
  );
  expect(steps.map(({ startedMs, durationMs, ...step }) => step)).toEqual([
    {
      flow: 'test',
      nodeId: 'start',
      nodeType: 'start',
      depth: 0,
      outcome: 'next',
      said: [],
      outlet: 'next',
      config: { greeting: '', waitForMessage: false },
    },
    {
      flow: 'test',
      nodeId: 'put',
      nodeType: 'put',
      depth: 0,
      outcome: 'next',
      said: [],
      outlet: 'next',
      config: { assignments: [{ key: 'n', value: 2 }, { key: 'gone' }] },
      changed: { n: 2, gone: null },
    },
    {
      flow: 'test',
      nodeId: 'work',
      nodeType: 'work',
      depth: 0,
      outcome: 'next',
      said: [],
      outlet: 'next',
      config: { does: 'give', output: 2, saveAs: 'm' },
      output: 2,
      changed: { m: 2 },
    },
    {
      flow: 'test',
      nodeId: 'call',
      nodeType: 'call',
      depth: 0,
      outcome: 'call',
      said: [],
      config: { flow: 'sub', saveAs: 'got' },
    },
    expect.objectContaining({ flow: 'sub', nodeId: 'start', depth: 1, outcome: 'next' }),
    {
      flow: 'sub',
      nodeId: 'end',
      nodeType: 'finish',
      depth: 1,
      outcome: 'end',
      said: [],
      config: { resolution: 'resolved', output: { a: 1 } },
    },
    expect.objectContaining({ nodeId: 'call', depth: 0, outcome: 'next', changed: { got: { a: 1 } } }),
    { flow: 'test', nodeId: 'ask', nodeType: 'ask', depth: 0, outcome: 'wait', said: ['q'], config: { text: 'q' } },
  ]);
  for (const step of steps) {
    expect(step.startedMs).toBeGreaterThan(0);
    expect(step.durationMs).toBeGreaterThan(0);
  }
});

test('tells failures: of a node, of a call that cannot be made, of a config, of a turn whose time is over', async () => {
  const failed = async (type: string, config: Record<string, unknown>, prepare?: (chat: TestConversation) => void) => {
    const steps = await traced({ node: [type, config] }, ['start > node'], prepare);
    const { outcome, error } = steps.at(-1) ?? {};
    return [steps.length, outcome, error?.code];
  };
  expect(await failed('work', { does: 'fail' })).toEqual([2, 'fail', 'work.failed']);
  expect(await failed('call', { flow: 'gone' })).toEqual([2, 'fail', 'subflow.not_published']);
  expect(await failed('say', { text: '{{ x | nofilter }}' })).toEqual([2, 'fail', 'template.parse']);
  const over = (chat: TestConversation) => void setImmediate(() => chat.time.abort('timeout'));
  expect(await failed('work', { does: 'hang' }, over)).toEqual([2, 'fail', 'turn.timeout']);
});

test('shows of every value what the censor lets be seen, and leaves the value itself', async () => {
  const hide = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll('s3cret', '•••'));
  const chat = new TestConversation(
    testFlow({ work: ['work', { does: 'fail-saved', output: { token: 's3cret' }, saveAs: 's' }] }, ['start > work']),
  );
  chat.trace = true;
  chat.censor = hide;
  await chat.open();
  expect(JSON.stringify(chat.steps)).not.toContain('s3cret');
  expect(chat.steps.at(-1)).toMatchObject({ output: { token: '•••' }, changed: { s: { token: '•••' } } });
  expect(chat.frame.vars.s).toEqual({ token: 's3cret' });
});

test('tells where the censor cut, from the step on', async () => {
  const chat = new TestConversation(
    testFlow({ work: ['work', { does: 'fail-saved', output: { items: [1, 2, 3] }, saveAs: 's' }] }, ['start > work']),
  );
  chat.trace = true;
  chat.censor = (value, cut) => {
    if (JSON.stringify(value) === '{"items":[1,2,3]}') cut.push({ path: ['items'], length: 3 });
    return value;
  };
  await chat.open();
  expect(chat.steps[0]).not.toHaveProperty('cut');
  expect(chat.steps.at(-1)?.cut).toEqual([
    { path: ['output', 'items'], length: 3 },
    { path: ['changed', 's', 'items'], length: 3 },
  ]);
});

test('tells what the user was told, in the visit in which it was', async () => {
  const chat = new TestConversation(testFlow({ ask: ['ask', { text: 'A number?' }] }, ['start > ask']));
  chat.trace = true;
  await chat.open();
  expect(chat.steps.map(({ said }) => said)).toEqual([[], ['A number?']]);
  await chat.say('none');
  expect(chat.steps.at(-1)?.said).toEqual([]);
});

test('of a component, its texts are what is told: each once, and none of a user', () => {
  const texts = (spec: JsonObject, before?: string) =>
    saidTexts({ event: { type: 'component', id: 'c', kind: 'form', spec }, before });
  const options = [
    { value: 'n', label: 'Notebook' },
    { value: 't', label: 'Tablet' },
  ];
  const fields: JsonObject[] = [
    { key: 'model', label: 'Model', type: 'select', options, help: 'As you wish.', value: 't' },
    { key: 'why', label: 'Why', type: 'text', value: 'What Ada wrote' },
  ];
  expect(texts({ title: 'Order', submitLabel: 'Send', cancellable: true, fields })).toBe(
    'Order\nModel\nNotebook · Tablet\nAs you wish.\nWhy\nSend',
  );
  const columns = [
    { key: 'a', label: 'Name' },
    { key: 'b', label: 'State' },
  ];
  expect(texts({ columns, rows: [{ a: 'secret', b: 'x' }], selectable: false })).toBe('Name · State');
  const choice = {
    text: 'Which?',
    options: [
      { id: 'a', label: 'A' },
      { id: 'b', label: 'B' },
    ],
  };
  expect(texts(choice, 'Which?')).toBe('A\nB');
  expect(texts(choice)).toBe('Which?\nA\nB');
});

test('is not told when nobody asks', async () => {
  const chat = new TestConversation(testFlow({ work: ['work', {}] }, ['start > work']));
  await chat.open();
  expect(chat.steps).toEqual([]);
});
