import { expect, test } from '@jest/globals';
import type { FlowDocument } from '@patchbay/flow-spec';
import { pathsAt } from './paths-at.ts';
import { extend, walk } from './walk.ts';

const flow: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  nodes: ['start', 'a', 'b', 'below'].map((id) => ({ id, type: id === 'start' ? 'start' : 'message' })),
  edges: [
    { from: 'start', port: 'next', to: 'a' },
    { from: 'a', port: 'next', to: 'b' },
    { from: 'b', port: 'next', to: 'a' },
  ],
  layout: { start: { x: 0, y: 0 }, a: { x: 320, y: 0 }, b: { x: 640, y: 0 }, below: { x: 320, y: 200 } },
};

test('the selection goes on from the node that was selected last', () => {
  const on = (way: Parameters<typeof walk>[0]['way'], ...selection: string[]) =>
    extend({ document: flow, selection: new Set(selection), way });
  expect(on('right')).toBe('start');
  expect(on('right', 'start')).toBe('a');
  expect(on('right', 'start', 'a')).toBe('b');
  expect(on('down', 'start', 'a')).toBe('below');
  // Past what is selected, and past what is no node.
  expect(on('right', 'a', 'start')).toBe('b');
  expect(on('right', 'start', 'note:n')).toBe('a');
  // Around a loop of selected nodes there is no other.
  expect(on('right', 'start', 'a', 'b')).toBeUndefined();
});

test('arrows lead along a path to its ends, and to the other paths of the same fork', () => {
  const fork: FlowDocument = {
    ...flow,
    nodes: [
      { id: 'start', type: 'start' },
      {
        id: 'ask',
        type: 'choice',
        config: {
          text: '?',
          options: [
            { id: 'x', label: 'X' },
            { id: 'y', label: 'Y' },
          ],
        },
      },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'ask' },
      // Not in the order of the ports.
      { from: 'ask', port: 'next', to: 'ask' },
      { from: 'ask', port: 'option:y', to: 'start' },
      { from: 'ask', port: 'option:x', to: 'ask' },
      { from: 'ask', port: 'gone', to: 'start' },
    ],
  };
  const from = (item: string, way: Parameters<typeof walk>[0]['way']) => walk({ document: fork, from: item, way });
  expect(from('edge:ask option:x', 'right')).toBe('ask');
  expect(from('edge:start next', 'left')).toBe('start');
  expect(from('edge:ask option:x', 'down')).toBe('edge:ask option:y');
  expect(from('edge:ask option:y', 'down')).toBe('edge:ask next');
  expect(from('edge:ask option:x', 'up')).toBeUndefined();
  // One that is no more leads to where one begins.
  expect(from('edge:ask lost', 'right')).toBe('start');
  expect(pathsAt({ document: fork, node: 'ask' })).toEqual([
    'edge:ask option:x',
    'edge:ask option:y',
    'edge:ask next',
    'edge:ask gone',
    'edge:start next',
  ]);
});
