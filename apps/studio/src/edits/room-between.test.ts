import { expect, test } from '@jest/globals';
import { applyOperations, type FlowDocument } from '@patchbay/flow-spec';
import { roomBetween } from './room-between.ts';

const flow: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  nodes: ['a', 'b', 'c', 'back', 'apart'].map((id) => ({ id, type: 'message', config: { text: id } })),
  edges: [
    { from: 'a', port: 'next', to: 'b' },
    { from: 'b', port: 'next', to: 'c' },
    { from: 'c', port: 'next', to: 'back' },
    { from: 'back', port: 'next', to: 'b' },
  ],
  layout: {
    a: { x: 0, y: 0 },
    b: { x: 320, y: 40 },
    c: { x: 640, y: 0 },
    back: { x: 0, y: 400 },
    apart: { x: 960, y: 600 },
  },
  frames: [
    { id: 'all', title: 'All', x: -40, y: -60, width: 1000, height: 300 },
    { id: 'last', title: 'Last', x: 610, y: -50, width: 320, height: 250 },
  ],
};
const [first, second] = flow.edges;

function after(options: Omit<Parameters<typeof roomBetween>[0], 'document'>) {
  const { position, operations } = roomBetween({ document: flow, ...options });
  const result = applyOperations({ document: flow, operations });
  if (!result.ok) throw new Error(result.message);
  return { position, operations, ...result.document };
}

test('what comes after a path moves on where there is too little room, with the frames around it', () => {
  const { position, layout, frames } = after({ edge: first!, meant: { x: 180, y: 20 } });
  expect(position).toEqual({ x: 320, y: 40 });
  expect(layout).toEqual({ ...flow.layout, b: { x: 640, y: 40 }, c: { x: 960, y: 0 } });
  expect(frames).toMatchObject([
    { x: -40, width: 1320 },
    { x: 930, width: 320 },
  ]);
});

test('where there is room, nothing moves', () => {
  expect(after({ edge: second!, meant: { x: 500, y: 300 } })).toMatchObject({
    position: { x: 500, y: 300 },
    operations: [],
  });
  const far: FlowDocument = { ...flow, layout: { ...flow.layout, b: { x: 900, y: 40 }, c: { x: 1300, y: 0 } } };
  expect(roomBetween({ document: far, edge: first!, meant: undefined })).toEqual({
    position: { x: 580, y: 40 },
    operations: [],
  });
});

test('of a flow in which too many would move, nothing does', () => {
  const ids = Array.from({ length: 100 }, (_, at) => `n${at}`);
  const large: FlowDocument = {
    ...flow,
    nodes: ids.map((id) => ({ id, type: 'message', config: { text: id } })),
    edges: ids.slice(1).map((to, at) => ({ from: `n${at}`, port: 'next', to })),
    layout: Object.fromEntries(ids.map((id, at) => [id, { x: at * 320, y: 0 }])),
    frames: [],
  };
  const between = (at: number) => roomBetween({ document: large, edge: large.edges[at]!, meant: undefined });
  expect(between(5)).toEqual({ position: { x: 6 * 320, y: 200 }, operations: [] });
  expect(between(90)).toMatchObject({ position: { x: 91 * 320, y: 0 } });
  expect(between(90).operations).toHaveLength(9);
});

test('on a path that leads back, it goes below what stands behind its beginning', () => {
  const { operations } = after({ edge: flow.edges[2]!, meant: undefined });
  expect(operations).toEqual([]);
});
