import { expect, test } from '@jest/globals';
import { z } from 'zod';
import type { FlowDocument } from '../flow-document.ts';
import type { NodeType } from '../node-types.ts';
import { testNodeTypes } from '../testing/node-types.ts';
import { findProblems, problemsInSteps } from './find-problems.ts';

test('a node is read once: after an edit one node of all is, and it may be done in small steps', () => {
  let read = 0;
  const message = testNodeTypes.get('message');
  if (!message) throw new Error('There is no message.');
  const counted: NodeType = { ...message, config: z.unknown().transform(() => ++read) };
  const types = { get: (type: string) => (type === 'message' ? counted : testNodeTypes.get(type)) };
  const nodes = Array.from({ length: 50 }, (_, index) => ({
    id: `n${index}`,
    type: 'message',
    config: { text: 'Hi' },
  }));
  const document: FlowDocument = { format: 'patchbay.flow/1', key: 'f', name: 'F', nodes, edges: [] };

  let steps = 0;
  for (const _ of problemsInSteps({ document, types })) steps += 1;
  expect(steps).toBeGreaterThan(nodes.length);
  expect(read).toBe(50);
  const before = findProblems({ document, types });
  expect(read).toBe(50);

  const changed = {
    ...document,
    nodes: nodes.with(7, { id: 'n7', type: 'message', config: { text: '{{ vars.gone }}' } }),
  };
  const after = findProblems({ document: changed, types });
  expect(read).toBe(51);
  expect(after.filter((problem) => problem.code === 'variable.unknown')).toMatchObject([{ nodeId: 'n7' }]);
  // What a node says depends on the others: once the variable is declared, the same node has no fault.
  const declared: FlowDocument = { ...changed, variables: [{ key: 'gone', type: 'string', default: '' }] };
  expect(findProblems({ document: declared, types })).toEqual(before);
  expect(read).toBe(51);
});
