import { expect, test } from '@jest/globals';
import type { FlowDocument } from '@patchbay/flow-spec';
import { branchesTo, type OutlineItem, outlineItems, outlineRows } from './outline-items.ts';

const flow: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start' },
    {
      id: 'what',
      type: 'choice',
      label: 'What?',
      config: {
        options: [
          { id: 'vpn', label: 'VPN' },
          { id: 'pc', label: 'PC' },
        ],
      },
    },
    { id: 'a', type: 'message', label: 'A' },
    { id: 'b', type: 'message', label: 'B' },
    { id: 'bye', type: 'end', label: 'Bye' },
    { id: 'lost', type: 'message', label: 'Lost' },
  ],
  edges: [
    { from: 'start', port: 'next', to: 'what' },
    { from: 'what', port: 'option:vpn', to: 'a' },
    { from: 'what', port: 'option:pc', to: 'b' },
    { from: 'a', port: 'next', to: 'bye' },
    { from: 'b', port: 'next', to: 'bye' },
  ],
};

function drawn(items: OutlineItem[], indent = ''): string[] {
  return items.flatMap((item) => [`${indent}${item.kind} ${item.label}`, ...drawn(item.children, `${indent}  `)]);
}

test('a path reads downwards, a fork branches, a second way to a node is a mark, what nothing reaches stands apart', () => {
  expect(drawn(outlineItems(flow))).toEqual([
    'node Start',
    'node What?',
    '  port VPN',
    '    node A',
    '    node Bye',
    '  port PC',
    '    node B',
    '    goto Bye',
    '  port Otherwise',
    '  port No match',
    'apart Not reached by any path',
    '  node Lost',
  ]);
});

test('a mark is the path that leads there, and names the node at which it goes on, one without a label by its id', () => {
  const edges = [...flow.edges, { from: 'lost', port: 'next', to: 'what' }];
  const nodes = flow.nodes.map(({ id, type, config }) => ({ id, type, ...(config ? { config } : {}) }));
  const marks = (document: FlowDocument) =>
    outlineRows({ items: outlineItems(document), closed: new Set() })
      .filter((row) => row.kind === 'goto')
      .map(({ id, port, to, label }) => ({ id, port, to, label }));
  expect(marks({ ...flow, edges })).toEqual([
    { id: 'b', port: 'next', to: 'bye', label: 'Bye' },
    { id: 'lost', port: 'next', to: 'what', label: 'What?' },
  ]);
  expect(marks({ ...flow, nodes, edges }).map((mark) => mark.label)).toEqual(['End (bye)', 'Choice (what)']);
});

test('a loop ends, and every node stands in the tree once', () => {
  const edges = [
    ...flow.edges,
    { from: 'what', port: 'no_match', to: 'what' },
    { from: 'lost', port: 'next', to: 'lost' },
  ];
  const rows = outlineRows({ items: outlineItems({ ...flow, edges }), closed: new Set() });
  expect(
    rows
      .filter((row) => row.kind === 'node')
      .map((row) => row.id)
      .toSorted(),
  ).toEqual(flow.nodes.map((node) => node.id).toSorted());
  expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
});

test('a folded branch hides what is in it, and each line knows its place', () => {
  const rows = outlineRows({ items: outlineItems(flow), closed: new Set(['what']) });
  expect(rows.map((row) => [row.label, row.level, row.position, row.size, row.open])).toEqual([
    ['Start', 1, 1, 3, undefined],
    ['What?', 1, 2, 3, false],
    ['Not reached by any path', 1, 3, 3, true],
    ['Lost', 2, 1, 1, undefined],
  ]);
});

test('a chain of 5,000 nodes is no deep tree', () => {
  const nodes = Array.from({ length: 5_000 }, (_, index) => ({
    id: index === 0 ? 'start' : `n${index}`,
    type: index === 0 ? 'start' : 'message',
  }));
  const edges = nodes.slice(1).map((node, index) => ({ from: nodes[index]!.id, port: 'next', to: node.id }));
  const rows = outlineRows({ items: outlineItems({ ...flow, nodes, edges }), closed: new Set() });
  expect(rows).toHaveLength(5_000);
  expect(rows.every((row) => row.level === 1)).toBe(true);
});

test('notes and frames stand at the end, each by what it says', () => {
  const notes = [
    { id: 'n', text: ' Ask the desk\nfirst', x: 0, y: 0 },
    { id: 'm', text: '', x: 0, y: 0 },
  ];
  const frames = [{ id: 'a', title: 'Greeting', x: 0, y: 0, width: 100, height: 100 }];
  const items = outlineItems({ ...flow, notes, frames });
  expect(drawn(items).slice(-4)).toEqual([
    'board Notes and frames',
    '  frame Greeting',
    '  note Ask the desk',
    '  note Note',
  ]);
  expect(items.at(-1)?.children.map((item) => item.id)).toEqual(['frame:a', 'note:n', 'note:m']);
});

test('what a line stands below is named from the top, and nothing of what stands beside it', () => {
  const items = outlineItems(flow);
  expect(branchesTo({ items, key: 'b' })).toEqual(['what', 'what option:pc']);
  expect(branchesTo({ items, key: 'start' })).toEqual([]);
});
