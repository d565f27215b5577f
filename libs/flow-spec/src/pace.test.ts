import { expect, test } from '@jest/globals';
import type { FlowDocument, FlowEdge, FlowNode } from './flow-document.ts';
import type { Operation } from './operation.ts';
import { applyOperation, applyOperations } from './operations/apply-operation.ts';
import { parseFlowText } from './parse-flow-document.ts';
import { findProblems } from './problems/find-problems.ts';
import { testNodeTypes as types } from './testing/node-types.ts';

// Measured on two cores: 20 ms to let 5,000 nodes in, 0.03 to 1.2 ms an edit, 30 ms for the problems of 1,000. Told here is a change of order alone.

function chain(length: number): FlowDocument {
  const nodes: FlowNode[] = [{ id: 'start', type: 'start', config: {} }];
  const edges: FlowEdge[] = [];
  const layout: NonNullable<FlowDocument['layout']> = {};
  for (let index = 1; index < length; index++) {
    const text = `Step ${index}: {{ nodes.n${index - 1}.x }} {{ vars.v${index} }}`;
    nodes.push({ id: `n${index}`, type: 'message', config: { text } });
    edges.push({ from: index === 1 ? 'start' : `n${index - 1}`, port: 'next', to: `n${index}` });
    layout[`n${index}`] = { x: index, y: index };
  }
  return { format: 'patchbay.flow/1', key: 'f', name: 'F', nodes, edges, layout };
}

/** Milliseconds of the quickest of some rounds: what else the machine does only ever adds to it. */
function quickest(run: (round: number) => void): number {
  const times = Array.from({ length: 15 }, (_, round) => {
    const begun = performance.now();
    run(round);
    return performance.now() - begun;
  });
  return Math.min(...times);
}

/** Ten times as much may take ten times as long, and six times that where memory is cold; what grows with the square takes a hundred times as long. */
function expectLinear({ small, large }: { small: number; large: number }): void {
  expect(large).toBeLessThan(small * 60 + 1);
}

const kinds: ((round: number) => Operation)[] = [
  (round) => ({ type: 'node.set', id: `n${round + 1}`, path: ['text'], value: 'Changed' }),
  (round) => ({ type: 'node.move', id: `n${round + 1}`, position: { x: 0, y: round } }),
  (round) => ({ type: 'edge.remove', from: `n${round + 1}`, port: 'next' }),
  (round) => ({ type: 'node.remove', id: `n${round + 1}` }),
  (round) => ({ type: 'node.add', node: { id: `n${round + 1}`, type: 'end' }, position: { x: 1, y: 1 } }),
];

test('letting a document in takes no longer than it is', () => {
  const timeOf = (length: number) => {
    const text = JSON.stringify(chain(length));
    return quickest(() => expect(parseFlowText(text).ok).toBe(true));
  };
  expectLinear({ small: timeOf(500), large: timeOf(5_000) });
});

test('an edit takes no longer than the document is', () => {
  const timesOf = (length: number) => {
    let document = chain(length);
    return kinds.map((kind) =>
      quickest((round) => {
        const result = applyOperation({ document, operation: kind(round) });
        if (!result.ok) throw new Error(result.message);
        document = result.document;
      }),
    );
  };
  const [small, large] = [timesOf(500), timesOf(5_000)];
  for (const [index, time] of large.entries()) expectLinear({ small: small[index] ?? 0, large: time });
});

test('finding the problems takes no longer than the document is', () => {
  const timeOf = (length: number) => {
    const document = chain(length);
    // Of other nodes each time: what was read of a node is kept with it.
    return quickest(() => {
      const nodes = document.nodes.map((node) => ({ ...node }));
      expect(findProblems({ document: { ...document, nodes }, types })).toHaveLength(length);
    });
  };
  expectLinear({ small: timeOf(100), large: timeOf(1_000) });
});

test('laying a flow out anew takes no longer than it is: its moves are made at once', () => {
  const timeOf = (length: number) => {
    const document = chain(length);
    const operations = document.nodes
      .slice(1)
      .map(({ id }, index): Operation => ({ type: 'node.move', id, position: { x: index, y: 1 } }));
    return quickest(() => expect(applyOperations({ document, operations }).ok).toBe(true));
  };
  expectLinear({ small: timeOf(500), large: timeOf(5_000) });
});

test('removing very many nodes, undoing it and doing it again takes no longer than they are many', () => {
  const applied = (document: FlowDocument, operations: readonly Operation[]) => {
    const result = applyOperations({ document, operations });
    if (!result.ok) throw new Error(result.message);
    return result;
  };
  const document = chain(3_000);
  const operations = document.nodes.slice(1).map(({ id }): Operation => ({ type: 'node.remove', id }));
  const removed = applied(document, operations);
  const undone = applied(removed.document, removed.inverse);
  const one = quickest((round) => applied(document, operations.slice(round, round + 1)));
  // One looks through the whole document. Were they made one after another, all would take some 3,000 times as long as one; they take 5 to 80 times as long.
  for (const [before, list] of [
    [document, operations],
    [removed.document, removed.inverse],
    [undone.document, undone.inverse],
  ] as const)
    expect(quickest(() => applied(before, list))).toBeLessThan(one * 500);
});
