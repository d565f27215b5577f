import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FlowDocument } from '../flow-document.ts';
import { applyOperation } from '../operations/apply-operation.ts';
import { starterDocument } from '../starter-document.ts';
import { anyDocument, anyOperation } from '../testing/arbitrary-flow.ts';
import { diffDocuments } from './diff-documents.ts';
import { valueChanges } from './value-changes.ts';

const from: FlowDocument = {
  ...starterDocument({ key: 'f', name: 'F' }),
  variables: [{ key: 'v', type: 'string' }],
  notes: [{ id: 'n', text: 'N', x: 0, y: 0 }],
};
const none = { added: [], removed: [], changed: [] };

function changed(change: (to: FlowDocument) => void) {
  const to = structuredClone(from);
  change(to);
  return diffDocuments({ from, to });
}

test('tells nodes, edges, variables and notes that were added, removed and changed', () => {
  const diff = changed((to) => {
    to.nodes[1] = { id: 'hello', type: 'message', label: 'Greeting', config: { text: 'Hi' } };
    to.nodes.push({ id: 'bye', type: 'end' });
    to.edges = [
      { from: 'start', port: 'next', to: 'bye' },
      { from: 'hello', port: 'next', to: 'bye' },
    ];
    to.variables = [
      { key: 'v', type: 'number', default: 1 },
      { key: 'w', type: 'string' },
    ];
    to.notes = [
      { id: 'n', text: 'New', x: 5, y: 5 },
      { id: 'm', text: 'M', x: 0, y: 0 },
    ];
  });
  expect(diff).toEqual({
    nodes: {
      added: [{ id: 'bye', type: 'end' }],
      removed: [],
      changed: [
        {
          id: 'hello',
          type: 'message',
          changes: [
            { path: 'label', after: 'Greeting' },
            { path: 'config.text', before: 'Hello! How can I help you?', after: 'Hi' },
          ],
        },
      ],
    },
    edges: {
      added: [{ from: 'hello', port: 'next', to: 'bye' }],
      removed: [],
      changed: [{ from: 'start', port: 'next', before: 'hello', after: 'bye' }],
    },
    variables: {
      added: ['w'],
      removed: [],
      changed: [
        {
          key: 'v',
          changes: [
            { path: 'v.type', before: 'string', after: 'number' },
            { path: 'v.default', after: 1 },
          ],
        },
      ],
    },
    notes: {
      added: [{ id: 'm', text: 'M', x: 0, y: 0 }],
      removed: [],
      changed: [{ id: 'n', before: 'N', after: 'New' }],
    },
    frames: none,
    flow: [],
    moved: [],
    identical: false,
  });
  const removed = changed((to) => {
    to.nodes.pop();
    to.edges = [];
    to.variables = [];
    to.notes = [];
  });
  expect(removed).toMatchObject({
    nodes: { removed: [{ id: 'hello' }] },
    edges: { removed: [{ port: 'next' }] },
    variables: { removed: ['v'] },
    notes: { removed: [{ id: 'n' }] },
  });
});

test('tells name, settings and translations by path', () => {
  const diff = changed((to) => {
    to.name = 'New';
    to.settings = { onStuck: { goto: 'hello' }, back: true };
    to.translations = { de: { 'hello.text': 'Hallo' }, fr: {} };
  });
  expect(diff.flow).toEqual([
    { path: 'name', before: 'F', after: 'New' },
    { path: 'settings.onStuck', before: 'repeat', after: { goto: 'hello' } },
    { path: 'settings.back', after: true },
    { path: 'translations', after: { de: { 'hello.text': 'Hallo' } } },
  ]);
});

test('tells frames that were added, removed and given another title, not those that were moved', () => {
  const frame = { id: 'f', title: 'VPN', x: 0, y: 0, width: 300, height: 200 };
  const of = (...frames: object[]) => ({ ...from, frames: frames as (typeof frame)[] });
  expect(diffDocuments({ from, to: of(frame) }).frames).toEqual({ added: [frame], removed: [], changed: [] });
  expect(diffDocuments({ from: of(frame), to: from }).frames.removed).toEqual([frame]);
  expect(diffDocuments({ from: of(frame), to: of({ ...frame, title: 'Printer', x: 5 }) }).frames.changed).toEqual([
    { id: 'f', before: 'VPN', after: 'Printer' },
  ]);
  expect(diffDocuments({ from: of(frame), to: of({ ...frame, x: 5 }) }).identical).toBe(true);
});

test('moves are apart, and key order, empty containers and a version of 1 mean nothing', () => {
  const diff = changed((to) => {
    to.layout = { hello: { y: 5, x: 5 }, start: { y: 0, x: 0 } };
    to.notes![0]!.x = 99;
    to.nodes = to.nodes.toReversed().map((node) => Object.fromEntries(Object.entries(node).reverse()) as never);
    to.nodes[1] = { id: 'start', type: 'start', version: 1 };
    to.translations = {};
    to.settings = { onStuck: 'repeat', texts: {} };
  });
  expect(diff).toEqual({
    nodes: none,
    edges: none,
    variables: none,
    notes: none,
    frames: none,
    flow: [],
    moved: [{ id: 'hello', before: { x: 320, y: 0 }, after: { x: 5, y: 5 } }],
    identical: true,
  });
});

describe('items of a list', () => {
  const options = (...labels: string[]) => labels.map((label) => ({ id: label[0], label }));
  const changes = (before: unknown, after: unknown) => valueChanges({ before, after, path: 'o' });

  test('are told apart by id, key or name', () => {
    expect(changes(options('a', 'b'), options('a', 'b2', 'c'))).toEqual([
      { path: 'o.b.label', before: 'b', after: 'b2' },
      { path: 'o.c', after: { id: 'c', label: 'c' } },
    ]);
    expect(changes(options('a', 'b', 'c'), options('c', 'a'))).toEqual([
      { path: 'o.b', before: { id: 'b', label: 'b' } },
      { path: 'o', before: ['a', 'c'], after: ['c', 'a'], reordered: true },
    ]);
    expect(changes([{ key: 'k', value: 1 }], [{ key: 'k', value: 2 }])).toEqual([
      { path: 'o.k.value', before: 1, after: 2 },
    ]);
  });

  test('else by index while there are as many, and as a whole otherwise', () => {
    expect(changes(['a', 'b'], ['a', 'c'])).toEqual([{ path: 'o.1', before: 'b', after: 'c' }]);
    expect(changes(['a'], ['a', 'b'])).toEqual([{ path: 'o', before: ['a'], after: ['a', 'b'] }]);
    expect(changes([{ key: 'k' }, { key: 'k' }], [{ key: 'k' }, { key: 'k', v: 1 }])).toEqual([
      { path: 'o.1.v', after: 1 },
    ]);
  });
});

test('nothing is told of a document and itself, and what is told one way is told the other way round', () => {
  fc.assert(
    fc.property(anyDocument, fc.array(anyOperation, { maxLength: 6 }), (document, operations) => {
      let to = document;
      for (const operation of operations) {
        const result = applyOperation({ document: to, operation });
        if (result.ok) to = result.document;
      }
      expect(diffDocuments({ from: to, to: structuredClone(to) })).toMatchObject({ identical: true, moved: [] });
      const there = diffDocuments({ from: document, to });
      const back = diffDocuments({ from: to, to: document });
      expect(there.identical).toBe(back.identical);
      expect(there.nodes.added).toEqual(expect.arrayContaining(back.nodes.removed));
      expect(there.nodes.changed.map((one) => one.id).sort()).toEqual(back.nodes.changed.map((one) => one.id).sort());
      expect(there.moved).toHaveLength(back.moved.length);
    }),
    { seed: Number(process.env.PATCHBAY_TEST_SEED ?? 1), numRuns: process.env.PATCHBAY_TEST_LONG ? 10_000 : 300 },
  );
}, 300_000);
