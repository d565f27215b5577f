import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FlowDocument } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { applyOperation, applyOperations } from './apply-operation.ts';

const seed = Number(process.env.PATCHBAY_TEST_SEED ?? 1);
const numRuns = process.env.PATCHBAY_TEST_LONG ? 10_000 : 500;
const ids = ['a', 'b', 'c', '1', 'gone'];

const document = fc
  .record({ placed: fc.subarray(['a', 'b', 'c', '1']), laidOut: fc.boolean() })
  .map(({ placed, laidOut }): FlowDocument => {
    const base: FlowDocument = {
      format: 'patchbay.flow/1',
      key: 'f',
      name: 'F',
      nodes: ['a', 'b', 'c', '1'].map((id) => ({ id, type: 'message' })),
      edges: [],
    };
    return laidOut ? { ...base, layout: Object.fromEntries(placed.map((id) => [id, { x: 0, y: 0 }])) } : base;
  });
const move = fc
  .record({ id: fc.constantFrom(...ids), x: fc.integer({ min: -9, max: 9 }), there: fc.boolean() })
  .map(({ id, x, there }): Operation => ({ type: 'node.move', id, ...(there ? { position: { x, y: x } } : {}) }));
const mostly = fc.oneof(
  { weight: 9, arbitrary: move },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Operation>(
      { type: 'node.remove', id: 'b' },
      { type: 'flow.set', field: 'name', value: 'G' },
    ),
  },
);

test('moves that are made at once give what they give one after another: the document, its inverse, the refusal and its place', () => {
  fc.assert(
    fc.property(document, fc.array(mostly, { maxLength: 14 }), (begin, operations) => {
      let current = begin;
      const inverse: Operation[][] = [];
      let refusal: unknown;
      for (const [index, operation] of operations.entries()) {
        const result = applyOperation({ document: current, operation });
        if (!result.ok) {
          refusal = { ...result, index };
          break;
        }
        current = result.document;
        inverse.unshift(result.inverse);
      }
      const together = applyOperations({ document: begin, operations });
      const expected = refusal ?? { ok: true, document: current, inverse: inverse.flat() };
      expect(JSON.stringify(together)).toBe(JSON.stringify(expected));
    }),
    { seed, numRuns },
  );
});
