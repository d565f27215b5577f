import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FlowDocument } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { parseFlowDocument } from '../parse-flow-document.ts';
import { anyDocument, anyOperation } from '../testing/arbitrary-flow.ts';
import { applyOperation, applyOperations } from './apply-operation.ts';
import { operationSchema } from './operation-schema.ts';

// A failure prints the seed and the path of the smallest case; PATCHBAY_TEST_LONG=1 tries many more.
const seed = Number(process.env.PATCHBAY_TEST_SEED ?? 1);
const numRuns = process.env.PATCHBAY_TEST_LONG ? 20_000 : 1_000;

function applied(document: FlowDocument, operations: Operation[]): FlowDocument {
  const result = applyOperations({ document, operations });
  if (!result.ok) throw new Error(`${result.code}: ${result.message} in ${JSON.stringify(operations[result.index])}`);
  return result.document;
}

/** The value as it comes out at the other end of the wire. */
function sent(operations: Operation[]): Operation[] {
  return operations.map((one) => operationSchema.parse(JSON.parse(JSON.stringify(one))));
}

test('documents of the tests are let in', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      expect(parseFlowDocument(document)).toEqual({ ok: true, value: document });
    }),
    { seed, numRuns },
  );
}, 300_000);

test('any operations on any document give a valid document or a refusal; undone they give it back to the letter, and redone again', () => {
  let refused = 0;
  let done = 0;
  fc.assert(
    fc.property(anyDocument, fc.array(anyOperation, { maxLength: 20 }), (begin, operations) => {
      let current = begin;
      const undo: Operation[][] = [];
      for (const operation of operations) {
        const before = JSON.stringify(current);
        const result = applyOperation({ document: current, operation });
        expect(JSON.stringify(current)).toBe(before);
        if (!result.ok) {
          refused++;
          expect(result.message).toMatch(/^.*\w.*$/s);
          continue;
        }
        done++;
        const after = JSON.stringify(result.document);
        const parsed = parseFlowDocument(JSON.parse(after));
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
        const back = applyOperations({ document: result.document, operations: sent(result.inverse) });
        if (!back.ok) throw new Error(`${back.code}: ${back.message}`);
        expect(JSON.stringify(back.document)).toBe(before);
        expect(JSON.stringify(applied(back.document, sent(back.inverse)))).toBe(after);
        current = result.document;
        undo.unshift(result.inverse);
      }
      expect(JSON.stringify(applied(current, undo.flat()))).toBe(JSON.stringify(begin));
    }),
    { seed, numRuns },
  );
  // Both ways are walked often enough to mean something.
  expect(done).toBeGreaterThan(numRuns);
  expect(refused).toBeGreaterThan(numRuns);
}, 300_000);
