import { expect, test } from '@jest/globals';
import type { FlowDocument } from '@patchbay/flow-spec';
import { tellingNames } from './name-of-node.ts';

test('nodes are told by their names, with their ids where two have the same', () => {
  const document: FlowDocument = {
    format: 'patchbay.flow/1',
    key: 'f',
    name: 'F',
    nodes: [
      { id: 'message_1', type: 'message', label: 'Greets' },
      { id: 'message_2', type: 'message' },
      { id: 'message_3', type: 'message' },
      { id: 'odd', type: 'not_known' },
    ],
    edges: [],
  };
  expect(['message_1', 'message_2', 'message_3', 'odd', 'gone'].map(tellingNames(document))).toEqual([
    'Greets',
    'Message (message_2)',
    'Message (message_3)',
    'not_known',
    'gone',
  ]);
});
