import { expect, test } from '@jest/globals';
import { EditorStore } from './editor-store.ts';
import { historyText, parseHistory } from './kept-history.ts';

const document = {
  format: 'patchbay.flow/1' as const,
  key: 'f',
  name: 'F',
  nodes: [{ id: 'c', type: 'message' }],
  edges: [],
};

test('steps under one key on different paths of a node are kept whole over a reload, and made again', () => {
  const before = new EditorStore({ document, revision: 1 });
  before.apply([{ type: 'node.set', id: 'c', path: ['text'], value: 'a' }], { mergeKey: 'a' });
  before.apply([{ type: 'node.set', id: 'c', path: [], value: undefined }], { mergeKey: 'a' });
  before.apply([{ type: 'variable.add', variable: { key: 'v', type: 'string' } }]);
  const history = parseHistory(historyText(before.state.history));
  const store = new EditorStore({ document: before.document, revision: 2, ...(history ? { history } : {}) });
  store.undo(Number.POSITIVE_INFINITY);
  expect(store.document).toEqual(document);
  store.redo(Number.POSITIVE_INFINITY);
  expect(store.document).toEqual(before.document);
});

test('a node that is named letter by letter is told in the history with its whole name, and with the one that it had', () => {
  const store = new EditorStore({ document, revision: 1 });
  for (const label of ['G', 'Gr', 'Gre', 'Greet'])
    store.apply([{ type: 'node.label', id: 'c', label }], { mergeKey: 'label c' });
  expect(store.state.history.past.map(({ label }) => label)).toEqual(['Named “Message” “Greet”']);
  store.undo();
  expect(store.document).toEqual(document);
});

test('what is typed into one field is one operation to make again', () => {
  const store = new EditorStore({ document, revision: 1 });
  for (const value of ['a', 'ab', 'abc'])
    store.apply([{ type: 'node.set', id: 'c', path: ['text'], value }], { mergeKey: 'a' });
  expect(store.state.history.past.map(({ redo }) => redo)).toEqual([
    [{ type: 'node.set', id: 'c', path: ['text'], value: 'abc' }],
  ]);
});
