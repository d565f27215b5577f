import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FlowDocument } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { applyOperation, applyOperations } from '../operations/apply-operation.ts';
import { parseFlowDocument } from '../parse-flow-document.ts';
import { anyDocument, anyOperation } from '../testing/arbitrary-flow.ts';
import { mergeOperations } from './merge-operations.ts';
import { operationsConflict } from './operations-conflict.ts';

const base: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  variables: [{ key: 'v', type: 'string' }],
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'a', type: 'choice', config: { text: 'A', options: [{ id: 'x' }, { id: 'y' }, { id: 'z' }] } },
    { id: 'b', type: 'message', config: { text: 'B' } },
  ],
  edges: [{ from: 'start', port: 'next', to: 'a' }],
  notes: [{ id: 'n', text: 'N', x: 0, y: 0 }],
};

function merge({ mine, theirs }: { mine: Operation[]; theirs: Operation[] }) {
  const first = applyOperations({ document: base, operations: theirs });
  if (!first.ok) throw new Error(first.message);
  return mergeOperations({ document: first.document, mine, theirs });
}

const set = (path: (string | number)[], value?: unknown, places?: number[]): Operation => ({
  type: 'node.set',
  id: 'a',
  path,
  value,
  ...(places ? { places } : {}),
});
const optionIds = (document: FlowDocument) =>
  (document.nodes[1]?.config?.options as { id?: string }[]).map((one) => one.id);

describe('conflict', () => {
  test.each<[boolean, Operation, Operation]>([
    [false, set(['text'], 1), set(['style'], 1)],
    [true, set(['text'], 1), set(['text'], 2)],
    [true, set(['options'], []), set(['options', 0, 'label'], 'X')],
    [false, set(['options', 0], {}, [0]), set(['options', 0], {}, [0])],
    [true, set(['options', 0], {}, [0]), set(['options'], [])],
    [true, set(['text'], 1), { type: 'node.remove', id: 'a' }],
    [false, set(['text'], 1), { type: 'node.move', id: 'a', position: { x: 0, y: 0 } }],
    [true, { type: 'node.rename', id: 'a', to: 'c' }, set(['text'], 1)],
    [true, { type: 'edge.add', edge: { from: 'a', port: 'next', to: 'b' } }, { type: 'node.remove', id: 'b' }],
    [
      true,
      { type: 'edge.add', edge: { from: 'a', port: 'next', to: 'b' } },
      { type: 'edge.add', edge: { from: 'a', port: 'next', to: 'a' } },
    ],
    [false, { type: 'edge.remove', from: 'a', port: 'next' }, { type: 'edge.remove', from: 'a', port: 'error' }],
    [true, { type: 'flow.set', field: 'name', value: 'x' }, { type: 'document.replace', document: base }],
    [
      true,
      { type: 'settings.set', path: ['idle'], value: 1 },
      { type: 'settings.set', path: ['idle', 'goto'], value: 'a' },
    ],
    [false, { type: 'variable.remove', key: 'v' }, { type: 'note.remove', id: 'n' }],
  ])('%s: %j, %j', (expected, first, second) => {
    expect(operationsConflict({ first, second })).toBe(expected);
    expect(operationsConflict({ first: second, second: first })).toBe(expected);
  });
});

describe('on top of what others did', () => {
  test('different fields of one node both stand', () => {
    const merged = merge({ theirs: [set(['text'], 'Theirs')], mine: [set(['style'], 'dropdown')] });
    expect(merged.document.nodes[1]?.config).toMatchObject({ text: 'Theirs', style: 'dropdown' });
    expect(merged).toMatchObject({ collisions: [], dropped: [] });
  });

  test('of one field mine stands, and it is said', () => {
    const merged = merge({ theirs: [set(['style'], 'x'), set(['text'], 'Theirs')], mine: [set(['text'], 'Mine')] });
    expect(merged.document.nodes[1]?.config?.text).toBe('Mine');
    expect(merged.collisions).toEqual([{ mine: 0, theirs: 1 }]);
  });

  test('indexes follow items that were taken out or put in', () => {
    const merged = merge({
      theirs: [set(['options', 0]), set(['options', 0], { id: 'new' }, [0])],
      mine: [
        set(['options', 1, 'label'], 'Y'),
        set(['options', 2], { id: 'w' }, [2]),
        set(['options', 3, 'label'], 'Z'),
      ],
    });
    expect(merged.document.nodes[1]?.config?.options).toEqual([
      { id: 'new' },
      { id: 'y', label: 'Y' },
      { id: 'w' },
      { id: 'z', label: 'Z' },
    ]);
    expect(merged.collisions).toEqual([]);
  });

  test('what changes an item that is gone is dropped, and hits no other', () => {
    const merged = merge({ theirs: [set(['options', 1])], mine: [set(['options', 1, 'label'], 'Y')] });
    expect(optionIds(merged.document)).toEqual(['x', 'z']);
    expect(merged.document.nodes[1]?.config?.options).not.toContainEqual(expect.objectContaining({ label: 'Y' }));
    expect(merged.dropped).toMatchObject([{ mine: 0, code: 'superseded' }]);
    expect(merged.collisions).toEqual([{ mine: 0, theirs: 0 }]);
  });

  test('names follow a renamed node, and nothing is kept of one that is gone', () => {
    const renamed = merge({
      theirs: [{ type: 'node.rename', id: 'a', to: 'ask' }],
      mine: [set(['text'], 'Mine'), { type: 'edge.add', edge: { from: 'b', port: 'next', to: 'a' } }],
    });
    expect(renamed.document.nodes[1]).toMatchObject({ id: 'ask', config: { text: 'Mine' } });
    expect(renamed.document.edges).toContainEqual({ from: 'b', port: 'next', to: 'ask' });
    // Both are there: nobody is asked, whoever came first.
    expect(renamed.collisions).toEqual([]);
    const rename: Operation = { type: 'node.rename', id: 'a', to: 'ask' };
    expect(merge({ theirs: [set(['text'], 'Theirs')], mine: [rename] })).toMatchObject({ collisions: [], dropped: [] });
    expect(merge({ theirs: [{ type: 'node.rename', id: 'a', to: 'c' }], mine: [rename] }).collisions).toHaveLength(1);
    const removed = merge({ theirs: [{ type: 'node.remove', id: 'a' }], mine: [set(['text'], 'Mine')] });
    expect(removed.dropped).toHaveLength(1);
    expect(removed.operations).toEqual([]);
  });

  test('edges, variables and notes that both touched', () => {
    const edge = (to: string): Operation => ({ type: 'edge.add', edge: { from: 'b', port: 'next', to } });
    expect(merge({ theirs: [edge('a')], mine: [edge('b')] }).document.edges).toContainEqual({
      from: 'b',
      port: 'next',
      to: 'b',
    });
    expect(
      merge({
        theirs: [{ type: 'edge.remove', from: 'start', port: 'next' }],
        mine: [{ type: 'edge.reconnect', from: 'start', port: 'next', to: 'b' }],
      }).document.edges,
    ).toEqual([{ from: 'start', port: 'next', to: 'b' }]);
    expect(
      merge({
        theirs: [{ type: 'variable.remove', key: 'v' }],
        mine: [{ type: 'variable.set', key: 'v', variable: { key: 'v', type: 'number' } }],
      }).document.variables,
    ).toEqual([{ key: 'v', type: 'number' }]);
    expect(
      merge({
        theirs: [{ type: 'note.remove', id: 'n' }],
        mine: [{ type: 'note.set', id: 'n', note: { id: 'n', text: 'Mine', x: 0, y: 0 } }],
      }).document.notes,
    ).toMatchObject([{ text: 'Mine' }]);
    const frame = { id: 'f', title: 'Mine', x: 0, y: 0, width: 300, height: 200 };
    expect(
      merge({
        theirs: [
          { type: 'frame.add', frame: { ...frame, title: 'Theirs' } },
          { type: 'frame.remove', id: 'f' },
        ],
        mine: [{ type: 'frame.add', frame }],
      }).document.frames,
    ).toEqual([frame]);
  });

  test('the inverse takes mine back and leaves theirs', () => {
    const theirs = [set(['text'], 'Theirs')];
    const merged = merge({ theirs, mine: [set(['options', 0]), { type: 'node.remove', id: 'b' }] });
    const first = applyOperations({ document: base, operations: theirs });
    const back = applyOperations({ document: merged.document, operations: merged.inverse });
    expect(back.ok && first.ok && JSON.stringify(back.document) === JSON.stringify(first.document)).toBe(true);
  });
});

const seed = Number(process.env.PATCHBAY_TEST_SEED ?? 1);
const numRuns = process.env.PATCHBAY_TEST_LONG ? 20_000 : 500;

test('any two authors: a valid document, and of mine all is applied or dropped', () => {
  fc.assert(
    fc.property(
      anyDocument,
      fc.array(anyOperation, { maxLength: 8 }),
      fc.array(anyOperation, { maxLength: 8 }),
      (document, left, right) => {
        const theirs = fitting(document, left);
        const mine = fitting(document, right);
        const merged = mergeOperations({ document: theirs.document, mine: mine.operations, theirs: theirs.operations });
        expect(parseFlowDocument(JSON.parse(JSON.stringify(merged.document)))).toMatchObject({ ok: true });
        expect(merged.operations.length + merged.dropped.length).toBe(mine.operations.length);
        if (theirs.operations.length === 0) expect(merged.document).toEqual(mine.document);
      },
    ),
    { seed, numRuns },
  );
}, 300_000);

test('edits of one list by two authors keep every item that neither took out, whoever comes first', () => {
  const edit = fc.record({ kind: fc.constantFrom('insert', 'remove', 'label'), at: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 6 }), fc.array(edit, { maxLength: 6 }), (left, right) => {
      const theirs = fitting(
        base,
        left.map((one, index) => listOperation({ ...one, name: `t${index}` })),
      );
      const mine = fitting(
        base,
        right.map((one, index) => listOperation({ ...one, name: `m${index}` })),
      );
      const merged = mergeOperations({ document: theirs.document, mine: mine.operations, theirs: theirs.operations });
      const ids = optionIds(merged.document);
      const gone = (id: string | undefined) =>
        !optionIds(theirs.document).includes(id) || !optionIds(mine.document).includes(id);
      for (const id of ['x', 'y', 'z']) expect(ids.includes(id)).toBe(!gone(id));
      for (const id of [...optionIds(theirs.document), ...optionIds(mine.document)])
        if (!['x', 'y', 'z'].includes(id ?? '')) expect(ids).toContain(id);
      expect(new Set(ids).size).toBe(ids.length);
      // A label goes to the item that its author meant.
      for (const one of merged.document.nodes[1]?.config?.options as { id: string; by?: string }[]) {
        const meant = [mine, theirs]
          .flatMap((author) => author.document.nodes[1]?.config?.options as { id: string; by?: string }[])
          .filter((other) => other.id === one.id);
        expect(meant.map((other) => other.by)).toContain(one.by);
      }
    }),
    { seed, numRuns },
  );
}, 300_000);

function listOperation({ kind, at, name }: { kind: string; at: number; name: string }): Operation {
  if (kind === 'insert') return set(['options', at], { id: name }, [at]);
  return kind === 'remove' ? set(['options', at]) : set(['options', at, 'by'], name);
}

function fitting(document: FlowDocument, operations: Operation[]) {
  let current = document;
  const fit: Operation[] = [];
  for (const operation of operations) {
    const result = applyOperation({ document: current, operation });
    // What changes nothing tells nothing of the list that it was meant for.
    if (!result.ok || result.document === current) continue;
    // A label of an item that is not there would make one.
    if (operation.type === 'node.set' && operation.path[2] === 'by' && optionIds(result.document).includes(undefined))
      continue;
    current = result.document;
    fit.push(operation);
  }
  return { document: current, operations: fit };
}
