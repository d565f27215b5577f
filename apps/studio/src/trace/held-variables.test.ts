import { expect, test } from '@jest/globals';
import type { DebugState, Step } from '@patchbay/api-contract';
import type { FlowDocument } from '@patchbay/flow-spec';
import { heldVariables } from './held-variables.ts';

const step = (nodeId: string, rest: Partial<Step> = {}): Step => ({
  ...{ flow: 'f', nodeId, nodeType: nodeId, depth: 0, startedMs: 0, durationMs: 1, outcome: 'next', outlet: 'next' },
  ...rest,
});
const inner = (nodeId: string, rest: Partial<Step> = {}) => step(nodeId, { flow: 'other', depth: 1, ...rest });
const document: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  variables: [
    { key: 'state', type: 'string', default: 'new' },
    { key: 'order', type: 'object' },
  ],
  nodes: [],
  edges: [],
};
const standing = (place: { flow: string; depth: number }, vars: DebugState['vars']): DebugState => ({
  ...{ state: 'paused', draft: 1, revision: 1, vars },
  paused: { ...place, turnId: null, nodeId: 'here', reason: 'step', arrival: { kind: 'entered' }, until: '' },
});

test('each variable is told with what set it last: at first, a node, or somebody by hand', () => {
  const steps = [step('ask', { changed: { state: 'asked' } }), step('keep', { changed: { 'order.size': 2 } })];
  const vars = { state: 'typed', order: { size: 2 }, more: 1 };
  const byHand = [{ before: 2, flow: 'f', depth: 0, path: 'state', value: 'typed' }];
  const debug = standing({ flow: 'f', depth: 0 }, vars);
  expect([...heldVariables({ document, steps, byHand, debug })]).toEqual([
    ['state', { value: 'typed', by: { kind: 'hand' } }],
    ['order', { value: { size: 2 }, by: { kind: 'node', flow: 'f', nodeId: 'keep' } }],
    ['more', { value: 1, by: undefined }],
  ]);
  const earlier = [{ ...byHand[0]!, before: 0 }];
  const by = heldVariables({ document, steps, byHand: earlier, debug }).get('state')?.by;
  expect(by).toEqual({ kind: 'node', flow: 'f', nodeId: 'ask' });
  const first = heldVariables({ document, steps: [], byHand: [], debug });
  expect(first.get('state')?.by).toEqual({ kind: 'first' });
});

test('in a called flow only its own variables are told, as they were set since it was called', () => {
  const before = [
    step('call', { outcome: 'call' }),
    inner('set', { changed: { old: 1 } }),
    step('call', { changed: { state: 'x' } }),
  ];
  const steps = [...before, step('again', { outcome: 'call' }), inner('put', { changed: { state: 'theirs' } })];
  const byHand = [
    { before: 1, flow: 'f', depth: 0, path: 'state', value: 'mine' },
    { before: 5, flow: 'other', depth: 1, path: 'level', value: 3 },
  ];
  const theirs = [
    ['state', { value: 'theirs', by: { kind: 'node', flow: 'other', nodeId: 'put' } }],
    ['level', { value: 3, by: { kind: 'hand' } }],
  ];
  const vars = { state: 'theirs', level: 3 };
  const paused = standing({ flow: 'other', depth: 1 }, vars);
  expect([...heldVariables({ document, steps, byHand, debug: paused })]).toEqual(theirs);
  // So it is where that flow waits for an answer.
  const waiting = [...steps, inner('ask', { outcome: 'wait' })];
  const idle: DebugState = { state: 'idle', draft: 1, revision: 2, vars };
  expect([...heldVariables({ document, steps: waiting, byHand, debug: idle })]).toEqual(theirs);
  const back = heldVariables({ document, steps, byHand: [], debug: standing({ flow: 'f', depth: 0 }, {}) });
  expect([...back.keys()]).toEqual(['state', 'order']);
});
