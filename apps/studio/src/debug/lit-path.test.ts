import { expect, test } from '@jest/globals';
import type { Step } from '@patchbay/api-contract';
import type { FlowDocument } from '@patchbay/flow-spec';
import { litPath } from './lit-path.ts';

const document: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start', config: {} },
    {
      id: 'pick',
      type: 'choice',
      config: {
        text: '?',
        options: [
          { id: 'a', label: 'A' },
          { id: 'b', label: 'B' },
          { id: 'c', label: 'C' },
        ],
      },
    },
    { id: 'call', type: 'http', config: {} },
    { id: 'say', type: 'message', config: { text: 'x' } },
  ],
  edges: [
    { from: 'start', port: 'next', to: 'pick' },
    { from: 'pick', port: 'option:a', to: 'call' },
    { from: 'pick', port: 'option:b', to: 'call' },
    { from: 'pick', port: 'next', to: 'say' },
    { from: 'call', port: 'next', to: 'say' },
    { from: 'call', port: 'error', to: 'say' },
  ],
};
const step = (nodeId: string, outlet?: string, rest: Partial<Step> = {}) => ({
  ...{ flow: 'f', nodeId, depth: 0, outcome: outlet === undefined ? ('wait' as const) : ('next' as const) },
  ...(outlet === undefined ? {} : { outlet }),
  ...rest,
});
const failing: Partial<Step> = { outcome: 'fail', error: { code: 'http.status', message: 'No' } };
const lit = (...steps: ReturnType<typeof step>[]) => {
  const { visited, failed, edges } = litPath({ steps, document });
  return { visited: [...visited], failed: [...failed], edges: [...edges] };
};

test('only the edges that were gone along are lit, where others lead to the same node as well', () => {
  expect(lit(step('start', 'next'), step('pick'), step('pick', 'option:a'), step('call', 'next'), step('say'))).toEqual(
    {
      visited: ['start', 'pick', 'call', 'say'],
      failed: [],
      edges: ['edge:start next', 'edge:pick option:a', 'edge:call next'],
    },
  );
});

test('an option without an edge of its own goes along that of the port that stands in for it', () => {
  expect(lit(step('pick', 'option:c')).edges).toEqual(['edge:pick next']);
});

test('a node failed when its last visit did; nodes of called flows are none of these', () => {
  expect(lit(step('call', undefined, failing)).failed).toEqual(['call']);
  expect(lit(step('call', undefined, failing), step('call', 'next')).failed).toEqual([]);
  expect(lit(step('call', undefined, { ...failing, flow: 'other' }))).toEqual({ visited: [], failed: [], edges: [] });
});

test('the way out of an error is lit where it was gone along, and not where the turn ended or a node for errors took over', () => {
  const failed = step('call', undefined, failing);
  expect(lit(failed, step('say')).edges).toEqual(['edge:call error']);
  expect(lit(failed).edges).toEqual([]);
  expect(lit(failed, step('pick')).edges).toEqual([]);
  const stands = { flow: 'f', nodeId: 'say' };
  expect([...litPath({ steps: [failed], stands, document }).edges]).toEqual(['edge:call error']);
  const without = { ...document, edges: document.edges.filter(({ port }) => port !== 'error') };
  expect([...litPath({ steps: [failed, step('say')], document: without }).edges]).toEqual([]);
});

test('the way out of an error of a called flow begins at the node that called it', () => {
  const call = step('call', undefined, { outcome: 'call' });
  const inner = (rest: Partial<Step>) => step('inner', undefined, { flow: 'other', depth: 1, ...rest });
  expect(lit(call, inner(failing), step('say')).edges).toEqual(['edge:call error']);
  expect(lit(call, inner(failing)).edges).toEqual([]);
  const ended = inner({ outcome: 'end' });
  expect(lit(call, ended, step('call', 'next'), step('say')).edges).toEqual(['edge:call next']);
});

test('only what leads where the conversation went on is lit: not what a deleted node left behind, nor what was led elsewhere since', () => {
  const steps = [step('start', 'next'), step('pick', 'option:a')];
  const edgesOf = (edges: FlowDocument['edges'], stands?: { flow: string; nodeId: string }) => [
    ...litPath({ steps, stands, document: { ...document, edges } }).edges,
  ];
  expect(edgesOf(document.edges)).toEqual(['edge:start next', 'edge:pick option:a']);
  expect(edgesOf(document.edges, { flow: 'f', nodeId: 'call' })).toEqual(['edge:start next', 'edge:pick option:a']);
  const healed = [
    { from: 'start', port: 'next', to: 'pick' },
    { from: 'pick', port: 'option:a', to: 'say' },
  ];
  expect(edgesOf(healed, { flow: 'f', nodeId: 'call' })).toEqual(['edge:start next']);
  expect(edgesOf([{ from: 'start', port: 'next', to: 'say' }])).toEqual([]);
});
