import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FlowDocument, Position } from '../flow-document.ts';
import { cardBox, noteBox, overlap } from '../free-place.ts';
import type { Operation } from '../operation.ts';
import { applyOperations } from '../operations/apply-operation.ts';
import { mergeOperations } from './merge-operations.ts';

const base: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'below', type: 'message' },
  ],
  edges: [],
  layout: { start: { x: 0, y: 0 }, below: { x: 320, y: 200 } },
};

const add = (id: string, position: Position, options = 0): Operation => ({
  type: 'node.add',
  node: {
    id,
    type: options > 0 ? 'choice' : 'message',
    config: { options: Array.from({ length: options }, (_, index) => ({ id: `o${index}` })) },
  },
  position,
});
const note = (id: string, { x, y }: Position): Operation => ({ type: 'note.add', note: { id, text: '', x, y } });

function applied(document: FlowDocument, operations: readonly Operation[]): FlowDocument {
  const result = applyOperations({ document, operations });
  if (!result.ok) throw new Error(result.message);
  return result.document;
}

function merged({ mine, theirs, on = base }: { mine: Operation[]; theirs: Operation[]; on?: FlowDocument }) {
  return mergeOperations({ document: applied(on, theirs), mine, theirs, base: on }).document;
}

describe('what two put at one place at once stands beside each other', () => {
  test('cards of any name, below what stood there', () => {
    const at = { x: 320, y: 0 };
    const { layout } = merged({ theirs: [add('theirs', at)], mine: [add('mine', at)] });
    expect(layout).toMatchObject({ theirs: at, mine: { x: 320, y: 400 } });
    // The same under one name, and the one that covers it in part.
    expect(merged({ theirs: [add('a', at)], mine: [add('a', { x: 400, y: 50 })] }).layout).toMatchObject({
      a: at,
      a_2: { x: 400, y: 400 },
    });
  });

  test('below the whole of a card with many ports', () => {
    const at = { x: 900, y: 0 };
    const { layout } = merged({ theirs: [add('theirs', at, 10)], mine: [add('mine', at)] });
    expect(layout?.mine?.y).toBeGreaterThan(82 + 12 * 24);
  });

  test('several of mine keep off each other, and what the hand moved afterwards stays where it is', () => {
    const theirs = [add('theirs', { x: 900, y: 0 })];
    const mine = [add('a', { x: 900, y: 0 }), add('b', { x: 900, y: 200 }), add('c', { x: 1300, y: 0 })];
    expect(merged({ theirs, mine }).layout).toMatchObject({
      a: { x: 900, y: 200 },
      b: { x: 900, y: 400 },
      c: { x: 1300, y: 0 },
    });
    const by: Operation = { type: 'node.move', id: 'a', position: { x: 905, y: 5 } };
    expect(merged({ theirs, mine: [...mine, by] }).layout?.a).toEqual({ x: 905, y: 5 });
  });

  test('a card that others moved there, a note that they put there; a note of mine', () => {
    const at = { x: 900, y: 0 };
    const move: Operation = { type: 'node.move', id: 'below', position: at };
    expect(merged({ theirs: [move], mine: [add('mine', at)] }).layout?.mine).toEqual({ x: 900, y: 200 });
    expect(merged({ theirs: [note('n', at)], mine: [add('mine', at)] }).layout?.mine).toEqual({ x: 900, y: 116 });
    expect(merged({ theirs: [note('n', at)], mine: [note('n', at)] }).notes).toMatchObject([
      { id: 'n', y: 0 },
      { id: 'n_2', y: 116 },
    ]);
  });

  test('in a frame while there is room, then below it as a whole; the title of another stays free', () => {
    const frames = [
      { id: 'in', title: 'In', x: 880, y: -60, width: 340, height: 420 },
      { id: 'next', title: 'Next', x: 880, y: 400, width: 340, height: 400 },
    ];
    const at = { x: 900, y: 0 };
    const on = { ...base, frames };
    expect(merged({ on, theirs: [add('a', at)], mine: [add('mine', at)] }).layout?.mine).toEqual({ x: 900, y: 200 });
    const both = [add('a', at), add('b', { x: 900, y: 200 })];
    expect(merged({ on, theirs: both, mine: [add('mine', at)] }).layout?.mine).toEqual({ x: 900, y: 440 });
  });

  test('what was there before is nobody’s doing, and what is put back stands where it stood', () => {
    const far = [add('far', { x: 5000, y: 0 })];
    expect(merged({ theirs: far, mine: [add('mine', { x: 320, y: 210 })] }).layout?.mine).toEqual({ x: 320, y: 210 });
    const back: Operation = {
      ...(add('back', { x: 900, y: 0 }) as Extract<Operation, { type: 'node.add' }>),
      index: 2,
    };
    const { layout } = merged({ theirs: [add('theirs', { x: 900, y: 0 })], mine: [back] });
    expect(layout?.back).toEqual({ x: 900, y: 0 });
  });
});

const seed = Number(process.env.PATCHBAY_TEST_SEED ?? 1);

test('whatever is added at once covers nothing of what others added, and it comes to the same heard at once or one by one', () => {
  const place = fc.record({ x: fc.integer({ min: 0, max: 600 }), y: fc.integer({ min: 0, max: 600 }) });
  const added = (prefix: string) =>
    fc
      .array(fc.record({ at: place, options: fc.nat(6), isNote: fc.boolean() }), { maxLength: 5 })
      .map((all) =>
        all.map(({ at, options, isNote }, index) =>
          isNote ? note(`${prefix}${index}`, at) : add(`${prefix}${index}`, at, options),
        ),
      );
  fc.assert(
    fc.property(added('t'), added('m'), (theirs, mine) => {
      const once = merged({ theirs, mine });
      let on = base;
      let left = mine;
      for (const operation of theirs) {
        const after = applied(on, [operation]);
        left = mergeOperations({ document: after, mine: left, theirs: [operation], base: on }).operations;
        on = after;
      }
      expect(applied(on, left)).toEqual(once);
      const boxes = (prefix: string) => [
        ...once.nodes
          .filter(({ id }) => id.startsWith(prefix))
          .map((node) => cardBox({ node, at: once.layout![node.id]! })),
        ...(once.notes ?? []).filter(({ id }) => id.startsWith(prefix)).map(noteBox),
      ];
      for (const one of boxes('m')) for (const other of boxes('t')) expect(overlap(one, other)).toBe(false);
    }),
    { seed, numRuns: process.env.PATCHBAY_TEST_LONG ? 20_000 : 300 },
  );
});
