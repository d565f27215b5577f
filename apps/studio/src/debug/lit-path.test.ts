import { expect, test } from '@jest/globals';
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
const step = (nodeId: string, outlet?: string, error?: string, flow = 'f') => ({
  flow,
  nodeId,
  ...(outlet === undefined ? {} : { outlet }),
  ...(error === undefined ? {} : { error: { code: error, message: error } }),
});
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
  expect(lit(step('call', 'error', 'http.status')).failed).toEqual(['call']);
  expect(lit(step('call', 'error', 'http.status')).edges).toEqual(['edge:call error']);
  expect(lit(step('call', 'error', 'http.status'), step('call', 'next')).failed).toEqual([]);
  expect(lit(step('call', 'error', 'http.status', 'other'))).toEqual({ visited: [], failed: [], edges: [] });
});
