import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FlowDocument } from '../flow-document.ts';
import { applyOperation, applyOperations } from '../operations/apply-operation.ts';
import { starterDocument } from '../starter-document.ts';
import { anyDocument, anyOperation } from '../testing/arbitrary-flow.ts';
import { operationsBetween } from './operations-between.ts';

const seed = Number(process.env.PATCHBAY_TEST_SEED ?? 1);
const numRuns = process.env.PATCHBAY_TEST_LONG ? 20_000 : 500;

function arrives({ from, to }: { from: FlowDocument; to: FlowDocument }): string[] {
  const operations = operationsBetween({ from, to });
  const result = applyOperations({ document: from, operations });
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  expect(JSON.stringify(result.document)).toBe(JSON.stringify(to));
  return operations.map((one) => one.type);
}

test('leads from any document to any other, to the letter', () => {
  fc.assert(
    fc.property(anyDocument, anyDocument, (from, to) => {
      arrives({ from, to });
    }),
    { seed, numRuns },
  );
}, 300_000);

test('leads to where some operations led, mostly by small steps', () => {
  let small = 0;
  fc.assert(
    fc.property(anyDocument, fc.array(anyOperation, { maxLength: 6 }), (from, operations) => {
      let to = from;
      for (const operation of operations) {
        const result = applyOperation({ document: to, operation });
        if (result.ok) to = result.document;
      }
      if (!arrives({ from, to }).includes('document.replace')) small++;
    }),
    { seed, numRuns },
  );
  expect(small / numRuns).toBeGreaterThan(0.7);
}, 300_000);

test('tells what an author would have done', () => {
  const from = starterDocument({ key: 'f', name: 'F' });
  expect(arrives({ from, to: structuredClone(from) })).toEqual([]);
  const to = structuredClone(from);
  to.name = 'New';
  to.nodes[1]!.config = { text: 'Hi' };
  to.nodes[1]!.label = 'Greeting';
  to.nodes.push({ id: 'bye', type: 'end' });
  to.edges.push({ from: 'hello', port: 'next', to: 'bye' });
  to.layout!.bye = { x: 640, y: 0 };
  to.layout!.hello = { x: 300, y: 80 };
  to.settings = {};
  to.translations = { de: { 'hello.text': 'Hallo' } };
  expect(arrives({ from, to })).toEqual([
    'node.label',
    'node.set',
    'node.add',
    'node.move',
    'node.move',
    'edge.add',
    'flow.set',
    'settings.set',
    'translation.set',
  ]);
  expect(arrives({ from: to, to: from })).not.toContain('document.replace');
  expect(operationsBetween({ from, to: { ...from, nodes: from.nodes.toReversed() } })).toMatchObject([
    { type: 'document.replace' },
  ]);
});
