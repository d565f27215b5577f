import { expect, test } from '@jest/globals';
import type { Step } from '@patchbay/api-contract';
import type { FlowDocument } from '@patchbay/flow-spec';
import { knownBefore } from './known-before.ts';
import { readsOf } from './reads-of.ts';

const step = (nodeId: string, rest: Partial<Step> = {}): Step => ({
  ...{ flow: 'f', nodeId, nodeType: nodeId, depth: 0, startedMs: 0, durationMs: 1, outcome: 'next', outlet: 'next' },
  ...rest,
});
const document: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  variables: [
    { key: 'state', type: 'string', default: 'new' },
    { key: 'mine', type: 'string', scope: 'user' },
  ],
  nodes: [],
  edges: [],
};

test('a step knows what those before it gave and set, and nothing of itself and of called flows', () => {
  const steps = [
    step('start'),
    step('call', { output: { status: 200 }, changed: { 'order.model': 'x' } }),
    step('sub', { flow: 'other', depth: 1, changed: { state: 'theirs' } }),
    step('fails', { error: { code: 'http.failed', message: 'No' }, outcome: 'fail' }),
    step('set', { changed: { state: 'done', 'order.size': 2 } }),
  ];
  const call = step('call').nodeId;
  expect(knownBefore({ steps, first: 4, document })).toEqual({
    vars: { state: 'new', order: { model: 'x' } },
    nodes: { [call]: { status: 200 }, fails: { error: { code: 'http.failed', message: 'No' } } },
    whole: true,
  });
  expect(knownBefore({ steps, first: 5, document }).vars).toEqual({ state: 'done', order: { model: 'x', size: 2 } });
  // The steps are left as they are.
  expect(steps[1]?.changed).toEqual({ 'order.model': 'x' });
});

test('what is set by hand before a step is known to it, and to those after it until it is set anew', () => {
  const steps = [step('start'), step('a'), step('b', { changed: { state: 'b' } })];
  const byHand = [
    { before: 1, flow: 'f', depth: 0, path: 'state', value: 'by hand' },
    // Those of a called flow are its own, be it this one once more.
    { before: 2, flow: 'other', depth: 1, path: 'state', value: 'theirs' },
    { before: 2, flow: 'f', depth: 1, path: 'state', value: 'that of another call' },
  ];
  const state = (first: number) => knownBefore({ steps, first, document, byHand }).vars.state;
  expect([0, 1, 2, 3].map(state)).toEqual(['new', 'by hand', 'by hand', 'b']);
});

test('of what a config reads, the empty is told where all is known, and left out where not', () => {
  const config = { text: '{{ vars.state }} {{ nodes.call.body }} {{ vars.mine }} {{ message.text }}' };
  const begun = knownBefore({ steps: [step('start')], first: 1, document });
  expect(readsOf({ config, known: begun })).toEqual({ 'vars.state': 'new', 'vars.mine': null, 'nodes.call': null });
  const within = knownBefore({ steps: [step('a', { changed: { state: 1 } })], first: 1, document });
  expect(readsOf({ config, known: { ...within, message: 'Hi' } })).toEqual({ 'vars.state': 1, 'message.text': 'Hi' });
});
