import { expect, test } from '@jest/globals';
import type { FlowDocument } from '@patchbay/flow-spec';
import { issueInWords } from './issue-in-words.ts';

const document: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  nodes: [
    { id: 'set', type: 'set', label: 'Remember', config: { assignments: [{}] } },
    { id: 'one', type: 'message', config: { text: '{{ vars.gone }}' } },
    { id: 'two', type: 'message' },
  ],
  edges: [],
};
const words = (issue: { path: string; code: string; message: string }) => issueInWords({ document, issue });

test('an issue is told by the name of its node and the field as its form calls it', () => {
  const message = '"assignments.0.key" is missing: fill it in.';
  expect(words({ path: 'set.assignments.0.key', code: 'config.invalid', message })).toEqual({
    nodeId: 'set',
    place: 'Remember',
    said: '“Variable 1 › Variable” is missing: fill it in.',
  });
  expect(words({ path: 'one.text', code: 'variable.unknown', message: 'The variable is not declared.' })).toEqual({
    nodeId: 'one',
    place: 'Message (one) › Text',
    said: 'The variable is not declared.',
  });
});

test('and one of the flow by its place there', () => {
  const path = 'settings.onError';
  const found = words({ path, code: 'goto.unknown', message: 'There is no node "x".' });
  expect(found).toMatchObject({ nodeId: null, place: 'Settings › When something fails' });
  expect(words({ path: '', code: 'x', message: 'No.' })).toMatchObject({ nodeId: null, place: '', said: 'No.' });
});
