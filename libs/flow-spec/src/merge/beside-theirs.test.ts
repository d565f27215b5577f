import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FlowDocument, Position } from '../flow-document.ts';
import { type Box, cardBox, frameTitle, noteBox, overlap } from '../free-place.ts';
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
const frame = (id: string, box: Box): Operation => ({ type: 'frame.add', frame: { id, title: '', ...box } });
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

  test('two empty frames stand below each other, and a note below the title of a frame', () => {
    const box = { x: 900, y: 0, width: 600, height: 320 };
    expect(merged({ theirs: [frame('a', box)], mine: [frame('b', box)] }).frames).toMatchObject([
      { id: 'a', y: 0 },
      { id: 'b', x: 900, y: 340, width: 600, height: 320 },
    ]);
    // One that covers it in part; one that lies in it as a whole does not.
    const aside = { ...box, x: 1000, y: 100 };
    expect(merged({ theirs: [frame('a', box)], mine: [frame('b', aside)] }).frames?.[1]).toMatchObject({ y: 340 });
    const inner = { x: 920, y: 60, width: 300, height: 200 };
    expect(merged({ theirs: [frame('a', box)], mine: [frame('b', inner)] }).frames?.[1]).toMatchObject(inner);
    expect(merged({ theirs: [frame('a', box)], mine: [note('n', box)] }).notes).toMatchObject([{ x: 900, y: 40 }]);
    expect(merged({ theirs: [note('n', box)], mine: [frame('b', box)] }).frames).toMatchObject([{ x: 900, y: 116 }]);
  });

  test('of two frames around the same, the later goes around the other; around what had to move, it reaches there', () => {
    const around = { x: 290, y: 150, width: 308, height: 234 };
    const { frames } = merged({ theirs: [frame('a', around)], mine: [frame('b', around)] });
    expect(frames).toMatchObject([
      { id: 'a', ...around },
      { id: 'b', x: 270, y: 90, width: 348, height: 314 },
    ]);
    const at = { x: 900, y: 100 };
    const own = [add('m', at), frame('f', { x: 870, y: 50, width: 308, height: 234 })];
    const both = merged({ theirs: [add('t', at)], mine: own });
    expect(both.layout).toMatchObject({ t: at, m: { x: 900, y: 300 } });
    expect(both.frames).toMatchObject([{ x: 870, y: 50, width: 308, height: 424 }]);
  });

  test('what is written into a note or a frame that had to move leaves it where it went', () => {
    const at = { x: 900, y: 0 };
    const written: Operation = { type: 'note.set', id: 'm', note: { id: 'm', text: 'Written', ...at } };
    expect(merged({ theirs: [note('t', at)], mine: [note('m', at), written] }).notes?.[1]).toMatchObject({
      text: 'Written',
      y: 116,
    });
    const box = { ...at, width: 600, height: 320 };
    const titled: Operation = { type: 'frame.set', id: 'm', frame: { id: 'm', title: 'Titled', ...box } };
    const mine = [frame('m', box), titled];
    expect(merged({ theirs: [frame('t', box)], mine }).frames?.[1]).toMatchObject({ title: 'Titled', y: 340 });
    const moved: Operation = { type: 'frame.set', id: 'm', frame: { id: 'm', title: '', ...box, y: 10 } };
    expect(merged({ theirs: [frame('t', box)], mine: [...mine, moved] }).frames?.[1]).toMatchObject({ y: 10 });
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
  const size = fc.record({
    width: fc.integer({ min: 160, max: 700 }),
    height: fc.integer({ min: 100, max: 500 }),
  });
  const item = fc.record({ at: place, size, options: fc.nat(6), kind: fc.constantFrom('node', 'note', 'frame') });
  const added = (prefix: string) =>
    fc.array(item, { maxLength: 5 }).map((all) =>
      all.map(({ at, size: { width, height }, options, kind }, index) => {
        const id = `${prefix}${index}`;
        if (kind === 'frame') return frame(id, { ...at, width, height });
        return kind === 'note' ? note(id, at) : add(id, at, options);
      }),
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
        ...(once.frames ?? []).filter(({ id }) => id.startsWith(prefix)).map(frameTitle),
      ];
      for (const one of boxes('m')) for (const other of boxes('t')) expect(overlap(one, other)).toBe(false);
    }),
    { seed, numRuns: process.env.PATCHBAY_TEST_LONG ? 20_000 : 300 },
  );
});
