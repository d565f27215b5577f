import { expect, test } from '@jest/globals';
import { applyOperations, type FlowDocument, isWithin, overlap } from '@patchbay/flow-spec';
import { type Added, addFrame, addNote } from './add-to-board.ts';
import { boxesOf } from './board.ts';

const flow: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  nodes: [
    { id: 'a', type: 'message', config: { text: 'a' } },
    { id: 'b', type: 'message', config: { text: 'b' } },
  ],
  edges: [],
  layout: { a: { x: 0, y: 0 }, b: { x: 320, y: 0 } },
};

function after(document: FlowDocument, { operations }: Added): FlowDocument {
  const result = applyOperations({ document, operations });
  if (!result.ok) throw new Error(result.message);
  return result.document;
}

function overlapsIn(document: FlowDocument): string[] {
  const boxes = boxesOf({ document });
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        // A note may stand in a frame.
        (other) => overlap(one, other) && !(isWithin({ box: one, area: other }) && other.id.startsWith('frame:')),
      )
      .map((other) => `${one.id} ${other.id}`),
  );
}

test('notes and frames that are added one after the other cover nothing, and stay near', () => {
  const near = { x: 200, y: 50 };
  let document = flow;
  for (let times = 0; times < 3; times++) {
    document = after(document, addNote({ document, near }));
    document = after(document, addFrame({ document, ids: new Set(), near }));
  }
  expect([document.notes?.length, document.frames?.length]).toEqual([3, 3]);
  expect(overlapsIn(document)).toEqual([]);
  for (const { x, y } of document.notes ?? []) expect(Math.hypot(x - near.x, y - near.y)).toBeLessThan(800);
});

test('on an empty canvas the middle is where it was meant to be', () => {
  const { operations } = addNote({ document: { ...flow, nodes: [], layout: {} }, near: { x: 1000, y: 500 } });
  expect(operations).toMatchObject([{ note: { x: 900, y: 450 } }]);
});

test('a second frame around the same goes around the first', () => {
  const ids = new Set(['a', 'b']);
  const one = after(flow, addFrame({ document: flow, ids, near: { x: 0, y: 0 } }));
  const [inner, outer] = after(one, addFrame({ document: one, ids, near: { x: 0, y: 0 } })).frames ?? [];
  expect(inner).toMatchObject({ x: -30, y: -50 });
  expect(outer).toMatchObject({ x: -60, y: -100, width: inner!.width + 60, height: inner!.height + 80 });
  // Around one of two, it stands in the frame of both, which makes room for it.
  const nested = after(one, addFrame({ document: one, ids: new Set(['a']), near: { x: 0, y: 0 } })).frames ?? [];
  expect(nested).toMatchObject([
    { x: -60, y: -100, width: inner!.width + 30 },
    { x: -30, y: -50 },
  ]);
});
