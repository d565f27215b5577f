import { describe, expect, test } from '@jest/globals';
import type { FlowDocument } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { applyOperations } from '../operations/apply-operation.ts';
import { orderBatch } from './order-batch.ts';

const base: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'pick', type: 'choice', config: { options: [{ id: 'option1' }, { id: 'option2' }] } },
  ],
  edges: [{ from: 'start', port: 'next', to: 'pick' }],
};

function behind({ theirs, mine }: { theirs: Operation[]; mine: Operation[] }) {
  const first = applyOperations({ document: base, operations: theirs });
  if (!first.ok) throw new Error(first.message);
  const since = [{ revision: 2, operations: theirs, inverse: first.inverse }];
  return orderBatch({ document: first.document, since, operations: mine });
}

const question = (text: string): Operation => ({
  type: 'node.add',
  node: { id: 'question', type: 'question', config: { text } },
  position: { x: 0, y: 0 },
});

describe('what two make at once under one name is there twice', () => {
  test('a node, with all that its author did to it and leads to it', () => {
    const merged = behind({
      theirs: [question('Ada asks')],
      mine: [
        question(''),
        { type: 'node.set', id: 'question', path: ['text'], value: 'Bob asks' },
        { type: 'node.label', id: 'question', label: 'Bob' },
        { type: 'node.move', id: 'question', position: { x: 5, y: 5 } },
        { type: 'edge.add', edge: { from: 'pick', port: 'next', to: 'question' } },
        { type: 'edge.add', edge: { from: 'question', port: 'next', to: 'pick' } },
        { type: 'node.set', id: 'pick', path: ['text'], value: 'You said {{ nodes.question.text }}' },
        { type: 'translation.set', language: 'de', path: 'question.text', value: 'Bob fragt' },
        { type: 'settings.set', path: ['onError'], value: { goto: 'question' } },
      ],
    });
    expect(merged).toMatchObject({ collisions: [], dropped: [] });
    const { nodes, edges, layout, translations, settings } = merged.document;
    expect(nodes.slice(2)).toEqual([
      { id: 'question', type: 'question', config: { text: 'Ada asks' } },
      { id: 'question_2', type: 'question', label: 'Bob', config: { text: 'Bob asks' } },
    ]);
    expect(nodes[1]?.config?.text).toBe('You said {{ nodes.question_2.text }}');
    expect(edges.slice(1)).toEqual([
      { from: 'pick', port: 'next', to: 'question_2' },
      { from: 'question_2', port: 'next', to: 'pick' },
    ]);
    expect(layout).toEqual({ question: { x: 0, y: 0 }, question_2: { x: 5, y: 5 } });
    expect(translations).toEqual({ de: { 'question_2.text': 'Bob fragt' } });
    expect(settings).toEqual({ onError: { goto: 'question_2' } });
  });

  test('where the next name is taken too, by them or by mine, it is the one after', () => {
    const second: Operation = { type: 'node.add', node: { id: 'question_2', type: 'question' } };
    const merged = behind({ theirs: [question('')], mine: [question('b'), second] });
    expect(merged.document.nodes.map((node) => node.id).slice(2)).toEqual(['question', 'question_2', 'question_3']);
    expect(merged.document.nodes[3]?.config?.text).toBe('b');
    const both = behind({ theirs: [question(''), second], mine: [question('b')] });
    expect(both.document.nodes.at(-1)).toMatchObject({ id: 'question_3', config: { text: 'b' } });
  });

  test('a path that both led on to a new node stays with the first, and nobody is asked', () => {
    const led: Operation[] = [
      { type: 'edge.remove', from: 'start', port: 'next' },
      { type: 'edge.add', edge: { from: 'start', port: 'next', to: 'question' } },
      { type: 'edge.add', edge: { from: 'question', port: 'next', to: 'pick' } },
    ];
    const merged = behind({ theirs: [question('a'), ...led], mine: [question('b'), ...led] });
    expect(merged.collisions).toEqual([]);
    expect(merged.document.nodes).toHaveLength(4);
    expect(merged.document.edges).toEqual([
      { from: 'start', port: 'next', to: 'question' },
      { from: 'question', port: 'next', to: 'pick' },
      { from: 'question_2', port: 'next', to: 'pick' },
    ]);
  });

  test('a node that is given a name in use by then', () => {
    const rename: Operation = { type: 'node.rename', id: 'pick', to: 'question' };
    const text: Operation = { type: 'node.set', id: 'question', path: ['text'], value: 'mine' };
    const merged = behind({ theirs: [question('a')], mine: [rename, text] });
    expect(merged.document.nodes[1]).toMatchObject({ id: 'question_2', config: { text: 'mine' } });
    expect(merged.document.nodes[2]?.config?.text).toBe('a');
    // Both gave one node the same name: it is the same thing.
    expect(behind({ theirs: [rename], mine: [rename, text] }).document.nodes[1]?.id).toBe('question');
  });

  test('items of a list, with the paths that leave them', () => {
    const option = (label: string): Operation => ({
      type: 'node.set',
      id: 'pick',
      path: ['options', 2],
      value: { id: 'option3', label },
      places: [2],
    });
    const merged = behind({
      theirs: [option('Ada’s'), { type: 'edge.add', edge: { from: 'pick', port: 'option:option3', to: 'start' } }],
      mine: [
        option(''),
        { type: 'node.set', id: 'pick', path: ['options', 2, 'label'], value: 'Bob’s' },
        { type: 'edge.add', edge: { from: 'pick', port: 'option:option3', to: 'pick' } },
      ],
    });
    expect(merged).toMatchObject({ collisions: [], dropped: [] });
    expect(merged.document.nodes[1]?.config?.options).toEqual([
      { id: 'option1' },
      { id: 'option2' },
      { id: 'option3', label: 'Ada’s' },
      { id: 'option4', label: 'Bob’s' },
    ]);
    expect(merged.document.edges.slice(1).map((edge) => edge.port)).toEqual(['option:option3', 'option:option4']);
  });

  test('notes and frames', () => {
    const board = (text: string): Operation[] => [
      { type: 'note.add', note: { id: 'note', text: '', x: 0, y: 0 } },
      { type: 'note.set', id: 'note', note: { id: 'note', text, x: 0, y: 0 } },
      { type: 'frame.add', frame: { id: 'frame', title: text, x: 0, y: 0, width: 300, height: 200 } },
    ];
    const { document, collisions } = behind({ theirs: board('Ada'), mine: board('Bob') });
    expect(collisions).toEqual([]);
    expect(document.notes).toMatchObject([
      { id: 'note', text: 'Ada' },
      { id: 'note_2', text: 'Bob' },
    ]);
    expect(document.frames).toMatchObject([
      { id: 'frame', title: 'Ada' },
      { id: 'frame_2', title: 'Bob' },
    ]);
  });

  test('what both bring back is one thing', () => {
    const again: Operation[] = [
      { type: 'node.remove', id: 'pick' },
      { type: 'node.add', node: base.nodes[1]!, index: 1 },
    ];
    expect(behind({ theirs: again, mine: again }).document.nodes).toHaveLength(2);
  });
});
