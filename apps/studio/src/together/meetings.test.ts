import { expect, test } from '@jest/globals';
import { type Operation, starterDocument } from '@patchbay/flow-spec';
import { EditorStore } from '../editor/editor-store.ts';

/** Milliseconds of coming back with so many edits, one of which met another's. */
function timeOf(edits: number): number {
  const store = new EditorStore({ document: starterDocument({ key: 'desk', name: 'Desk' }), revision: 1 });
  const text = (value: string): Operation => ({ type: 'node.set', id: 'hello', path: ['text'], value });
  store.apply([text('Mine')]);
  for (let x = 1; x < edits; x++) store.apply([{ type: 'node.move', id: 'hello', position: { x, y: x } }]);
  const theirs = { revision: 2, clientId: 'other-1', by: 'bob', operations: [text('Theirs')], collisions: [] };
  const begun = performance.now();
  store.confirm({ revision: 2, entries: [theirs] });
  const took = performance.now() - begun;
  expect(store.state.choices).toHaveLength(1);
  return took;
}

test('who comes back with many edits waits no longer than for what they are', () => {
  timeOf(200);
  const small = Math.min(...[1, 2, 3].map(() => timeOf(200)));
  // Twenty times as much; what grows with the square takes four hundred times as long.
  expect(timeOf(4_000)).toBeLessThan(small * 40 + 50);
});

test('colleagues of one name are two, and oneself is known by id in another tab', () => {
  const store = new EditorStore({ document: starterDocument({ key: 'desk', name: 'Desk' }), revision: 1 });
  const text = (value: string): Operation => ({ type: 'node.set', id: 'hello', path: ['text'], value });
  store.apply([text('Mine')]);
  const entry = (revision: number, byUser: string) => ({
    ...{ revision, clientId: `of-${byUser}`, by: 'Ada', byUser, collisions: [] },
    operations: [text(`Of ${byUser}`)],
  });
  store.confirm({ revision: 2, entries: [entry(2, 'one')] });
  store.confirm({ revision: 3, entries: [entry(3, 'two')] });
  expect(store.state.choices.map(({ by, byUser, theirs }) => [by, byUser, theirs])).toEqual([
    ['Ada', 'one', 'Of one'],
    ['Ada', 'two', 'Of two'],
  ]);
});
