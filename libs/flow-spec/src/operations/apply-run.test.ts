import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FlowDocument, FlowEdge } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { applyOperation, applyOperations } from './apply-operation.ts';

const seed = Number(process.env.PATCHBAY_TEST_SEED ?? 1);
const numRuns = process.env.PATCHBAY_TEST_LONG ? 10_000 : 1_000;
const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'constructor'];
const others = ['u', 'v', 'w', 'x', 'y'];

const edgeOf = (list: readonly string[]) =>
  fc.record({ from: fc.constantFrom(...list), port: fc.constantFrom('next', 'no'), to: fc.constantFrom(...list) });
const edges = fc.uniqueArray(edgeOf(ids), { maxLength: 12, selector: ({ from, port }: FlowEdge) => `${from} ${port}` });
const document = fc
  .record({
    named: fc.boolean(),
    edges,
    placed: fc.option(fc.shuffledSubarray([...ids, 'y']), { nil: undefined }),
    told: fc.shuffledSubarray([...ids, 'x', 'y']),
  })
  .map(({ named, edges: list, placed, told }): FlowDocument => {
    // A key that looks like a number stands before all others.
    const all = named ? [...ids, '7'] : ids;
    return {
      format: 'patchbay.flow/1',
      key: 'f',
      name: 'F',
      nodes: all.map((id) => ({ id, type: 'message' })),
      edges: list,
      ...(placed
        ? { layout: Object.fromEntries([...placed, ...(named ? ['7'] : [])].map((id, x) => [id, { x, y: 0 }])) }
        : {}),
      translations: { de: Object.fromEntries(told.map((id) => [`${id}.text`, 'Hallo'])) },
    };
  });
const index = fc.option(fc.integer({ min: -1, max: 9 }), { nil: undefined });
const position = fc.option(fc.constant({ x: 1, y: 2 }), { nil: undefined });
const many = { minLength: 4 };
const run: fc.Arbitrary<Operation[]> = fc.oneof(
  fc.shuffledSubarray(ids, many).map((list) => list.map((id): Operation => ({ type: 'node.remove', id }))),
  fc
    .array(fc.constantFrom(...ids), { minLength: 4, maxLength: 7 })
    .map((list) => list.map((id): Operation => ({ type: 'node.remove', id }))),
  fc.tuple(fc.shuffledSubarray([...others, 'a'], many), index, position).map(([list, at, where]) =>
    list.map(
      (id): Operation => ({
        type: 'node.add',
        node: { id, type: 'end' },
        ...(at === undefined ? {} : { index: at }),
        ...(where ? { position: where } : {}),
      }),
    ),
  ),
  fc
    .tuple(edges, index)
    .map(([list, at]) =>
      list.map((edge): Operation => ({ type: 'edge.add', edge, ...(at === undefined ? {} : { index: at }) })),
    ),
  edges.map((list) => list.map(({ from, port }): Operation => ({ type: 'edge.remove', from, port }))),
  fc
    .tuple(fc.shuffledSubarray(ids, many), fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 7 }))
    .map(([list, at]) =>
      list.map((id, one): Operation => ({ type: 'node.move', id, position: { x: 9, y: 9 }, places: [at[one] ?? 0] })),
    ),
  fc.shuffledSubarray(ids, many).map((list) => list.map((id): Operation => ({ type: 'node.move', id }))),
);

test('changes that are made at once give what they give one after another, and undone and redone again the same to the letter', () => {
  let made = 0;
  fc.assert(
    fc.property(document, fc.array(run, { maxLength: 4 }), (begin, runs) => {
      // Only what fits: one that is refused ends the list.
      const operations: Operation[] = [];
      let current = begin;
      for (const operation of runs.flat()) {
        const result = applyOperation({ document: current, operation });
        if (!result.ok) continue;
        operations.push(operation);
        current = result.document;
      }
      made += operations.length;
      const whole = expectApplied(begin, operations);
      expect(JSON.stringify(whole.document)).toBe(JSON.stringify(current));
      const undone = expectApplied(whole.document, whole.inverse);
      expect(JSON.stringify(undone.document)).toBe(JSON.stringify(begin));
      const redone = expectApplied(undone.document, undone.inverse);
      expect(JSON.stringify(redone.document)).toBe(JSON.stringify(current));
      // One by one, as who puts them on top of what others did applies them.
      let back = whole.document;
      for (const operation of whole.inverse) {
        const result = applyOperation({ document: back, operation });
        if (!result.ok) throw new Error(result.message);
        back = result.document;
      }
      expect(JSON.stringify(back)).toBe(JSON.stringify(begin));
    }),
    { seed, numRuns },
  );
  expect(made).toBeGreaterThan(numRuns);
}, 300_000);

test('what is refused is refused at the same place', () => {
  fc.assert(
    fc.property(document, fc.array(run, { maxLength: 3 }), (begin, runs) => {
      const operations = runs.flat();
      let current = begin;
      let refused: unknown = { ok: true };
      for (const [at, operation] of operations.entries()) {
        const result = applyOperation({ document: current, operation });
        if (result.ok) current = result.document;
        else {
          refused = { ...result, index: at };
          break;
        }
      }
      const { ok, ...rest } = applyOperations({ document: begin, operations });
      expect(ok ? { ok } : { ok, ...rest }).toEqual(refused);
    }),
    { seed, numRuns },
  );
}, 300_000);

function expectApplied(begin: FlowDocument, operations: readonly Operation[]) {
  const result = applyOperations({ document: begin, operations });
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  return result;
}
