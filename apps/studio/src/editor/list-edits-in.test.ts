import { expect, test } from '@jest/globals';
import { applyOperations, type FlowDocument, type Operation } from '@patchbay/flow-spec';
import { EditorStore } from './editor-store.ts';
import { listEditsIn } from './list-edits-in.ts';

const rules = ['a', 'b', 'c'].map((left) => ({ left, op: 'exists' }));
const document: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  nodes: [
    {
      id: 'pick',
      type: 'choice',
      config: { options: ['a', 'b', 'b'], only: ['a'], when: { any: rules }, pairs: { a: ['x'], b: ['x', 'y'] } },
    },
  ],
  edges: [],
};
const set = (path: (string | number)[], value?: unknown): Operation => ({
  type: 'node.set',
  id: 'pick',
  path,
  ...(value === undefined ? {} : { value }),
});

test.each<{ told: string; given: Operation; means: Operation }>([
  { told: 'taken out', given: set(['options'], ['b', 'b']), means: set(['options', 0]) },
  { told: 'taken out of those that are alike', given: set(['options'], ['a', 'b']), means: set(['options', 2]) },
  { told: 'taken out as the last', given: set(['only'], []), means: set(['only', 0]) },
  { told: 'changed', given: set(['options'], ['a', 'c', 'b']), means: set(['options', 1], 'c') },
  { told: 'changed and alone', given: set(['only'], ['b']), means: set(['only', 0], 'b') },
  {
    told: 'put in',
    given: set(['options'], ['a', 'c', 'b', 'b']),
    means: { ...set(['options', 1], 'c'), places: [1] } as Operation,
  },
  {
    told: 'put in by its index',
    given: set(['options', 3], 'c'),
    means: { ...set(['options', 3], 'c'), places: [3] } as Operation,
  },
  {
    told: 'taken out of a group',
    given: set(['when'], { any: [rules[0], rules[2]] }),
    means: set(['when', 'any', 1]),
  },
])('an item of a list that is $told is told as that alone', ({ given, means }) => {
  const operations = listEditsIn({ document, operations: [given] });
  expect(operations).toEqual([means]);
  const [fine, whole] = [operations, [given]].map((all) => applyOperations({ document, operations: all }));
  expect(fine?.ok && fine.document).toEqual(whole?.ok && whole.document);
});

test.each<{ told: string; given: Operation }>([
  { told: 'two items are otherwise', given: set(['options'], ['b', 'a', 'b']) },
  { told: 'an item is moved', given: set(['options'], ['b', 'b', 'a']) },
  { told: 'nothing is otherwise', given: set(['options'], ['a', 'b', 'b']) },
  { told: 'a group holds otherwise', given: set(['when'], { all: rules.slice(1) }) },
  { told: 'two lists are otherwise', given: set(['pairs'], { a: [], b: ['y'] }) },
  { told: 'there was no list', given: set(['none'], ['a']) },
  { told: 'the list is taken away', given: set(['options']) },
])('where $told it is told as it was given', ({ given }) => {
  expect(listEditsIn({ document, operations: [given] })).toEqual([given]);
});

test('what is taken out, moved or pasted is a step of undo of its own, whatever is typed before and after it in the same list', () => {
  const store = new EditorStore({ document, revision: 1 });
  const put = (value: unknown, key = 'options') => store.apply([set([key], value)], { mergeKey: `pick ${key}` });
  const steps = [
    () => put(['b', 'b']),
    () => put(['x', 'b']) && put(['xy', 'b']),
    () => put(['b', 'xy']),
    () => put(['xy', 'b']),
    () => put(['xy', 'p', 'q', 'b']),
    () => put({ any: [rules[1], rules[0], rules[2]] }, 'when'),
    () => put({ any: [{ any: [rules[1]] }, rules[0], rules[2]] }, 'when'),
    () => put({ a: ['x'], b: ['x', 'yz'] }, 'pairs') && put({ a: ['x'], b: ['x', 'yzz'] }, 'pairs'),
  ];
  const documents = steps.map((step) => {
    const before = store.document;
    expect(step()).toBe(true);
    return before;
  });
  expect(store.state.history.past).toHaveLength(steps.length);
  for (const before of documents.toReversed()) {
    store.undo();
    expect(store.document).toEqual(before);
  }
});

test('items that are taken out and put in are steps of undo of their own, and what is typed into a new one belongs to it', () => {
  const store = new EditorStore({ document, revision: 1 });
  const put = (options: string[]) => store.apply([set(['options'], options)], { mergeKey: 'pick options' });
  const states = [['b', 'b'], ['b'], ['b', 'n'], ['b', 'ne'], ['b', 'new']];
  for (const options of states) put(options);
  expect(store.state.history.past.map(({ redo }) => redo.length)).toEqual([1, 1, 2]);
  const options = () => store.document.nodes[0]?.config?.options;
  store.undo();
  expect(options()).toEqual(['b']);
  store.undo();
  expect(options()).toEqual(['b', 'b']);
  store.undo();
  expect(store.document).toEqual(document);
  store.redo(3);
  expect(options()).toEqual(['b', 'new']);
  // Saved in one batch as well.
  const saved = applyOperations({ document, operations: store.pending.flatMap(({ operations }) => operations) });
  expect(saved.ok && saved.document).toEqual(store.document);
});
