import { expect, test } from '@jest/globals';
import type { FlowDocument } from './flow-document.ts';
import { gotoTargets, graphOf } from './flow-graph.ts';
import { strongComponents } from './problems/strong-components.ts';

const document: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  nodes: ['start', 'a', 'b', 'alone'].map((id) => ({ id, type: 'message' })),
  edges: [
    { from: 'start', port: 'next', to: 'a' },
    { from: 'a', port: 'next', to: 'b' },
    { from: 'b', port: 'next', to: 'a' },
    { from: 'b', port: 'error', to: 'b' },
  ],
};

test('answers what is asked of nodes and edges', () => {
  const graph = graphOf(document);
  expect(graphOf(document)).toBe(graph);
  expect(graph.node('a')).toBe(document.nodes[1]);
  expect(graph.node('gone')).toBeUndefined();
  expect(graph.edge('b', 'error')).toBe(document.edges[3]);
  expect(graph.edge('b', 'gone')).toBeUndefined();
  expect(graph.outgoing('b')).toHaveLength(2);
  expect(graph.incoming('a')).toHaveLength(2);
  expect(graph.incoming('alone')).toEqual([]);
  expect([...graph.reachable(['start'])]).toEqual(['start', 'a', 'b']);
  expect([...graph.reachable([])]).toEqual([]);
});

test('settings lead to nodes, whatever else they hold', () => {
  const settings = { onError: { goto: 'a' }, onStuck: null, idle: { minutes: 1, goto: 'b' }, texts: { goto: 'c' } };
  expect(gotoTargets({ ...document, settings: settings as never })).toEqual([
    { path: 'settings.onError.goto', to: 'a' },
    { path: 'settings.idle.goto', to: 'b' },
  ]);
  expect(gotoTargets(document)).toEqual([]);
});

test('groups of nodes that lead round to each other, at any depth', () => {
  const next = (id: string) =>
    graphOf(document)
      .outgoing(id)
      .map((edge) => edge.to);
  const groups = strongComponents({ ids: document.nodes.map((node) => node.id), next });
  expect(groups.map((group) => group.toSorted())).toEqual([['a', 'b']]);
  const ids = Array.from({ length: 20_000 }, (_, index) => String(index));
  const ring = strongComponents({ ids, next: (id) => [String((Number(id) + 1) % ids.length)] });
  expect(ring).toHaveLength(1);
  expect(ring[0]).toHaveLength(ids.length);
});
