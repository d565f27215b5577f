import { expect, test } from '@jest/globals';
import { applyOperations } from '../operations/apply-operation.ts';
import { mergeOperations } from '../merge/merge-operations.ts';
import { starterDocument } from '../starter-document.ts';
import { listEdits } from './list-edits.ts';
import { operationsBetween } from './operations-between.ts';

const option = (id: string, label = id) => ({ id, label });

test('an item that was moved is taken out and put in, the others stay', () => {
  const before = ['a', 'b', 'c', 'd'].map((id) => option(id));
  const after = [before[3], before[0], option('b', 'B'), before[2]];
  expect(listEdits({ before, after, path: ['options'] })).toEqual([
    { path: ['options', 3] },
    { path: ['options', 0], value: option('d'), places: [0] },
    { path: ['options', 2, 'label'], value: 'B' },
  ]);
});

test('of items without names those at both ends stay', () => {
  expect(listEdits({ before: [1, 2, 3, 9], after: [1, 5, 6, 7, 9], path: [] })).toEqual([
    { path: [1], value: 5 },
    { path: [2], value: 6 },
    { path: [3], value: 7, places: [3] },
  ]);
  expect(listEdits({ before: [1, 2, 3, 4], after: [1, 4], path: [] })).toEqual([{ path: [2] }, { path: [1] }]);
});

test('names that two items share are not followed', () => {
  const before = [option('a', 'x'), option('a', 'y')];
  expect(listEdits({ before, after: [before[1]], path: [] })).toEqual([{ path: [0] }]);
});

test('a colleague’s change of one option outlives that the list is put in another order', () => {
  const from = starterDocument({ key: 'f', name: 'F' });
  from.nodes.push({ id: 'what', type: 'choice', config: { options: ['a', 'b', 'c'].map((id) => option(id)) } });
  const to = structuredClone(from);
  to.nodes.at(-1)!.config = { options: ['c', 'a', 'b'].map((id) => option(id)) };
  const theirs = [{ type: 'node.set' as const, id: 'what', path: ['options', 1, 'label'], value: 'Bee' }];
  const changed = applyOperations({ document: from, operations: theirs });
  if (!changed.ok) throw new Error(changed.message);
  const merged = mergeOperations({ document: changed.document, mine: operationsBetween({ from, to }), theirs });
  expect(merged.collisions).toEqual([]);
  expect(merged.document.nodes.at(-1)?.config).toEqual({ options: [option('c'), option('a'), option('b', 'Bee')] });
});

test('a list in the settings, whose paths have no indexes, is set as a whole', () => {
  const from = { ...starterDocument({ key: 'f', name: 'F' }), settings: { hours: [1, 2, 3], back: true } };
  const to = { ...from, settings: { hours: [2, 3], back: false } };
  expect(operationsBetween({ from, to })).toEqual([
    { type: 'settings.set', path: ['hours'], value: [2, 3] },
    { type: 'settings.set', path: ['back'], value: false },
  ]);
});
