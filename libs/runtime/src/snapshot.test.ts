import { expect, test } from '@jest/globals';
import { initialSnapshot, readSnapshot } from './initial-snapshot.ts';
import type { Snapshot } from './snapshot.ts';
import { TestConversation, testFlow } from './testing/test-conversation.ts';

const sub = {
  ...testFlow(
    {
      pick: ['pick', { text: 'Sure?', options: [{ id: 'yes', label: 'Yes' }] }],
      end: ['finish', { output: { sure: true } }],
    },
    ['start > pick', 'pick > end'],
  ),
  key: 'sub',
};
const flow = testFlow(
  {
    loop: ['each', { items: ['a', 'b'], itemVar: 'item' }],
    ask: ['ask', { text: '{{ vars.item }}?', saveAs: 'answer' }],
    call: ['call', { flow: 'sub', saveAs: 'sure' }],
    done: ['say', { text: 'done' }],
  },
  ['start > loop', 'loop.each > ask', 'ask > loop', 'call > ask', 'loop.done > done'],
  { settings: { onStuck: { goto: 'call' } }, variables: [{ key: 'n', type: 'number', default: 1 }] },
);

// As release 0.1.0 writes it. A release that changes the format adds its own and goes on reading this one.
const golden: Snapshot = {
  format: 1,
  episode: 1,
  status: 'waiting',
  frames: [
    {
      flow: 'test',
      version: 1,
      vars: { n: 1, item: 'a' },
      nodes: {},
      loops: [{ node: 'loop', state: { left: ['b'] } }],
      caller: null,
      interrupted: [{ node: 'ask', loops: 1, recovering: false }],
    },
    { flow: 'sub', version: 1, vars: {}, nodes: {}, loops: [], caller: 'call' },
  ],
  turns: 1,
  message: { text: 'stuck', files: [] },
  visits: 6,
  user: {},
  waiting: { flow: 'sub', node: 'pick', waiting: { kind: 'choice', component: 'id3' }, effectKey: 'c1:6:pick' },
};

test('a pause in the midst of a loop, a called flow and a path that returns is written as ever', async () => {
  const chat = new TestConversation(flow, [sub]);
  expect(await chat.open()).toEqual(['a?']);
  await chat.say('stuck');
  const waiting = { ...golden.waiting, effectKey: expect.stringMatching(/^c1:[0-9a-z]+:6:pick$/) };
  expect(chat.snapshot).toEqual({ ...golden, waiting });
});

test('what earlier releases wrote goes on', async () => {
  const chat = new TestConversation(flow, [sub]);
  chat.snapshot = readSnapshot(JSON.parse(JSON.stringify(golden)));
  expect(await chat.submit({ option: 'yes' })).toEqual(['</id3>', 'a?']);
  expect(chat.frame.vars.sure).toEqual({ sure: true });
  expect(await chat.say('x')).toEqual(['b?']);
  expect(await chat.say('y')).toEqual(['done']);
  expect(chat.frame.vars).toMatchObject({ n: 1, item: 'b', answer: 'y' });
});

test.each([
  ['of a later format', { ...golden, format: 2 }, 'snapshot format 2 is not readable by this release'],
  ['that is none', { hello: 1 }, 'format'],
  ['without a frame', { ...golden, frames: [] }, 'frames'],
  ['that is nothing', null, 'object'],
])('one %s is refused', (_, value, message) => {
  expect(() => readSnapshot(value)).toThrow(message);
});

test('a fresh one begins at the defaults of its flow', () => {
  const chat = new TestConversation(flow, [sub]);
  expect(initialSnapshot(chat.plan.main)).toEqual({
    format: 1,
    episode: 1,
    status: 'fresh',
    frames: [{ flow: 'test', version: 1, vars: { n: 1 }, nodes: {}, loops: [], caller: null }],
    turns: 0,
    message: { text: '', files: [] },
    visits: 0,
    user: {},
  });
});
