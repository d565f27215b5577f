import { expect, test } from '@jest/globals';
import { type FlowDocument, type Operation, starterDocument } from '@patchbay/flow-spec';
import { EditorStore } from './editor-store.ts';

const document: FlowDocument = {
  ...starterDocument({ key: 'desk', name: 'Desk' }),
  notes: [{ id: 'n', text: 'Why', x: 0, y: 0 }],
  frames: [{ id: 'f', title: 'Part', x: 0, y: 0, width: 100, height: 100 }],
};
const everything = ['hello', 'edge:start next', 'note:n', 'frame:f'];

function opened() {
  const store = new EditorStore({ document, revision: 1 });
  const renamed: string[] = [];
  store.onRenamed(({ from, to }) => renamed.push(`${from} ${to}`));
  store.select(everything);
  const others = (...operations: Operation[]) => {
    const revision = store.revision + 1;
    const entry = { revision, clientId: 'other-1', by: 'bob', operations, collisions: [] };
    expect(store.confirm({ revision, entries: [entry] })).toBe(true);
  };
  return { store, renamed, others, selected: () => [...store.state.selection] };
}

test('what is selected stays so under the id that others give it, also while something of it is not saved', () => {
  const { store, renamed, others, selected } = opened();
  store.apply([{ type: 'node.set', id: 'hello', path: ['text'], value: 'Mine' }]);
  others({ type: 'node.rename', id: 'hello', to: 'greet' }, { type: 'node.rename', id: 'start', to: 'begin' });
  expect(selected()).toEqual(['greet', 'edge:begin next', 'note:n', 'frame:f']);
  expect(renamed).toEqual(['hello greet', 'start begin']);
  expect(store.document.nodes.find(({ id }) => id === 'greet')?.config).toEqual({ text: 'Mine' });
});

test('an id of one’s own that is given, taken back and given again is followed', () => {
  const { store, renamed, selected } = opened();
  store.apply([{ type: 'node.rename', id: 'hello', to: 'greet' }]);
  expect(selected()).toContain('greet');
  store.undo();
  expect(selected()).toEqual(everything);
  store.redo();
  expect(selected()).toContain('greet');
  expect(renamed).toEqual(['hello greet', 'greet hello', 'hello greet']);
});

test('what is gone is selected no more, whoever took it away', () => {
  const { store, others, selected } = opened();
  others({ type: 'node.remove', id: 'hello' }, { type: 'note.remove', id: 'n' });
  // The edge went with its end.
  expect(selected()).toEqual(['frame:f']);
  store.apply([{ type: 'frame.remove', id: 'f' }]);
  expect(selected()).toEqual([]);
  store.apply([{ type: 'note.add', note: { id: 'm', text: 'New', x: 0, y: 0 } }]);
  store.select(['note:m']);
  store.undo();
  expect(selected()).toEqual([]);
});

test('what one wrote can still be chosen after the other has kept theirs, or one has typed on: each value is told as whose it is', () => {
  const { store, others } = opened();
  const text = (value: string, id = 'hello'): Operation => ({ type: 'node.set', id, path: ['text'], value });
  const shown = () => store.state.choices.map(({ mine, theirs, stands }) => ({ mine, theirs, stands }));
  store.apply([text('Mine')]);
  others(text('Theirs'));
  const { clientId, operations } = store.seal()!;
  store.confirm({ revision: 3, entries: [{ revision: 3, clientId, by: 'me', operations, collisions: [] }] });
  expect(shown()).toEqual([{ mine: 'Mine', theirs: 'Theirs', stands: 'mine' }]);

  others(text('Theirs'));
  expect(shown()).toEqual([{ mine: 'Mine', theirs: 'Theirs', stands: 'theirs' }]);
  others({ type: 'node.rename', id: 'hello', to: 'greet' }, text('Theirs, later', 'greet'));
  expect(shown()).toEqual([{ mine: 'Mine', theirs: 'Theirs, later', stands: 'theirs' }]);
  store.apply([text('Mine, later', 'greet')]);
  expect(shown()).toEqual([{ mine: 'Mine, later', theirs: 'Theirs, later', stands: 'mine' }]);
  store.undo();
  expect(shown()).toEqual([{ mine: 'Mine, later', theirs: 'Theirs, later', stands: 'theirs' }]);
  store.redo();
  store.choose({ unit: store.state.choices[0]!.unit, stands: 'theirs' });
  expect(shown()).toEqual([]);
  expect(store.document.nodes.find(({ id }) => id === 'greet')?.config).toEqual({ text: 'Theirs, later' });
});

test('who is writing in a node that is deleted is asked, and has it back with all that was typed; a subflow that took it is told', () => {
  const { store, others } = opened();
  const text: Operation = { type: 'node.set', id: 'hello', path: ['text'], value: 'Typed' };
  const remove: Operation = { type: 'node.remove', id: 'hello' };
  const shown = () => store.state.choices.map(({ kind, by, node, into }) => ({ kind, by, node, into }));
  const settle = () => {
    const { clientId, operations } = store.seal()!;
    const revision = store.revision + 1;
    store.confirm({ revision, entries: [{ revision, clientId, by: 'me', operations, collisions: [] }] });
  };
  const deleted = { kind: 'written', by: 'bob', node: 'Message', into: undefined };
  store.apply([text]);
  settle();
  const node = store.document.nodes.find(({ id }) => id === 'hello')!;
  others(remove);
  expect(shown()).toEqual([]);
  others({ type: 'node.add', node });
  store.writingIn = () => 'hello';
  others(remove);
  expect(shown()).toEqual([deleted]);
  // Who deleted it puts it back.
  others({ type: 'node.add', node });
  expect(shown()).toEqual([]);
  others({ type: 'edge.add', edge: { from: 'start', port: 'next', to: 'hello' } }, remove);
  store.choose({ unit: store.state.choices[0]!.unit, stands: 'mine' });
  expect(store.document.nodes).toContainEqual(node);
  settle();

  const call = { id: 'call', type: 'subflow', label: 'Greet', config: { flow: 'greet' } };
  const moved: Operation[] = [
    { type: 'node.add', node: call },
    { type: 'edge.reconnect', from: 'start', port: 'next', to: 'call' },
    remove,
  ];
  others({ type: 'edge.add', edge: { from: 'start', port: 'next', to: 'hello' } });
  others(...moved);
  expect(shown()).toEqual([{ ...deleted, into: 'Greet' }]);
  store.choose({ unit: store.state.choices[0]!.unit, stands: 'theirs' });
  others({ type: 'node.remove', id: 'call' }, { type: 'node.add', node });
  others({ type: 'edge.add', edge: { from: 'start', port: 'next', to: 'hello' } });
  store.apply([{ ...text, value: 'Not seen by them' }]);
  others(...moved);
  expect(shown()).toEqual([{ ...deleted, kind: 'taken', into: 'Greet' }]);
});

test('what changes the canvas alone, whoever does it, leaves open since when the draft is as it is', () => {
  const store = new EditorStore({ document, revision: 1 });
  const id = document.nodes[0]!.id;
  const move: Operation = { type: 'node.move', id, position: { x: 1, y: 1 } };
  const hear = (revision: number, ...operations: Operation[]) =>
    store.confirm({ revision, entries: [{ revision, clientId: 'other', by: 'Bob', operations, collisions: [] }] });
  expect(hear(2, move)).toBe(true);
  expect(store.changedAt).toBe(0);
  hear(3, move, { type: 'node.set', id, path: ['text'], value: 'x' });
  hear(4, move);
  expect(store.changedAt).toBe(3);
  store.reload({ document: { ...store.document, layout: { [id]: { x: 7, y: 7 } } }, revision: 8 });
  expect(store.changedAt).toBe(3);
  store.reload({ document: { ...store.document, name: 'Other' }, revision: 9 });
  expect(store.changedAt).toBe(9);
});

test('an item that the other takes out in which one wrote comes back whole, and no other is written over', () => {
  const options = ['a', 'b', 'c'].map((id) => ({ id, label: id }));
  const nodes = [{ id: 'pick', type: 'choice', config: { options } }];
  const store = new EditorStore({ document: { ...document, nodes, edges: [], layout: {} }, revision: 1 });
  store.apply([{ type: 'node.set', id: 'pick', path: ['options', 1, 'label'], value: 'Mine' }], { mergeKey: 'k' });
  const saved = store.seal()!;
  store.confirm({ revision: 2, entries: [{ revision: 2, ...saved, by: 'ada', collisions: [] }] });
  const collisions = [{ operation: 0, revision: 2 }];
  const operations: Operation[] = [{ type: 'node.set', id: 'pick', path: ['options', 1] }];
  store.confirm({ revision: 3, entries: [{ revision: 3, clientId: 'bob-1', by: 'bob', operations, collisions }] });
  const labels = () => (store.document.nodes[0]?.config?.options as { label: string }[]).map(({ label }) => label);
  expect(labels()).toEqual(['a', 'c']);
  const [choice] = store.state.choices;
  expect(choice).toMatchObject({ kind: 'value', stands: 'theirs', mine: 'Mine', theirs: undefined });
  store.choose({ unit: choice!.unit, stands: 'mine' });
  expect(labels()).toEqual(['a', 'Mine', 'c']);
});
