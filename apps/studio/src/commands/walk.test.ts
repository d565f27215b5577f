import { expect, test } from '@jest/globals';
import type { FlowDocument } from '@patchbay/flow-spec';
import { extend, type walk } from './walk.ts';

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
