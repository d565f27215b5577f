import { expect, test } from '@jest/globals';
import type { FlowDocument } from '@patchbay/flow-spec';
import type { JsonValue } from '@patchbay/node-kit';
import { textsOf } from '@patchbay/texts';
import type { TurnStep } from '../debug/debug-store.ts';
import type { Tests } from './seen-values.ts';
import { suggestionsWithSeen } from './suggestions-with-seen.ts';

const flow: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start' },
    {
      id: 'http',
      type: 'http',
      label: 'Status',
      config: { method: 'GET', url: 'https://x.example', saveAs: 'answer' },
    },
    { id: 'here', type: 'condition' },
    { id: 'later', type: 'http', config: { method: 'GET', url: 'https://x.example' } },
  ],
  edges: [
    { from: 'start', port: 'next', to: 'http' },
    { from: 'http', port: 'next', to: 'here' },
    { from: 'here', port: 'else', to: 'later' },
  ],
};

const step = (nodeId: string, rest: Partial<TurnStep> = {}): TurnStep => ({
  ...{ flow: 'f', nodeId, nodeType: nodeId, depth: 0, startedMs: 0, durationMs: 1, outcome: 'next', turnId: null },
  ...rest,
});
const answer = (body: JsonValue) => ({ status: 200, headers: { 'content-type': 'json' }, body });
const called = (body: JsonValue) => step('http', { output: answer(body), changed: { answer: answer(body) } });
const start = step('start');

function offered(known: Partial<Tests>) {
  const nothing: Tests = { steps: [], byHand: [], tried: undefined, alone: new Map(), pins: new Map() };
  let view = nothing;
  const tests = { view: () => view };
  const offer = suggestionsWithSeen({ tests, document: flow, nodeId: 'here', workspace: [], t: textsOf('inspector') });
  const before = offer().length;
  view = { ...nothing, ...known };
  return { offer, all: offer(), before, of: (path: string) => offer().find((one) => one.path === path)?.detail };
}

test('what the last test saw is offered with its value, behind what is known of it anyway', () => {
  const later = step('later', { output: answer({ state: 'x' }) });
  const { all, of, before, offer } = offered({ steps: [start, called({ state: 'degraded', note: null }), later] });
  expect(of('vars.answer.body.state')).toBe('Last seen: degraded');
  expect(of('nodes.http.body.state')).toBe('Last seen: degraded');
  expect(of('vars.answer.headers["content-type"]')).toBe('Last seen: json');
  expect(of('vars.answer.status')).toBe('Saved by Status · Last seen: 200');
  expect(of('vars.answer.body')).toBe('Saved by Status · Last seen: state, note');
  // What has no value has nothing to read, and what comes later is not known here.
  expect(all.some(({ path }) => path.endsWith('.note') || path.startsWith('nodes.later.body.'))).toBe(false);
  expect(all.findIndex(({ path }) => path === 'vars.answer.body.state')).toBeGreaterThanOrEqual(before);
  expect(new Set(all.map(({ path }) => path)).size).toBe(all.length);
  expect(offer()).toBe(all);
});

test('so is what a node gave that was run alone, until a test runs it again, and what a pin will give', () => {
  const steps = [start, called({ state: 'tested' })];
  const alone = (after: number) => new Map([['http', { step: called({ state: 'alone' }), after }]]);
  expect(offered({ steps, alone: alone(2) }).of('vars.answer.body.state')).toBe('Last seen: alone');
  expect(offered({ steps, alone: alone(0) }).of('vars.answer.body.state')).toBe('Last seen: tested');

  const pin = { outlet: 'next', value: answer({ state: 'pinned' }) };
  const pinned = offered({ steps, pins: new Map([['http', { nodeId: 'http', pin, updatedAt: '', by: null }]]) });
  expect(pinned.of('nodes.http.body.state')).toBe('Last seen: pinned');
  expect(pinned.of('vars.answer.body.state')).toBe('Last seen: pinned');
});

test('a list offers its length and its first item; of what is large and deep only a part is offered', () => {
  const list = offered({ steps: [start, called([{ name: 'Mouse' }, { name: 'Desk' }])] });
  expect(list.of('vars.answer.body')).toBe('Saved by Status · Last seen: 2 items');
  expect(list.of('vars.answer.body.size')).toBe('Last seen: 2');
  expect(list.of('vars.answer.body.first.name')).toBe('Last seen: Mouse');

  const wide = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, index) => [`k${index}`, { text: 'x'.repeat(9_000) }]),
  );
  let deep: JsonValue = 'end';
  for (let level = 0; level < 50; level++) deep = { in: deep };
  // Nor is more of it looked at: a test of a large flow holds thousands of such values.
  const changed = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`v${index}`, wide]));
  const many = offered({ steps: [start, step('http', { changed })] });
  expect(many.all.length).toBeLessThan(600);

  const large = offered({ steps: [start, called({ deep, ...wide })] });
  expect(large.all.length).toBeLessThan(300);
  expect(large.of('vars.answer.body.k0.text')?.length).toBeLessThan(80);
});
