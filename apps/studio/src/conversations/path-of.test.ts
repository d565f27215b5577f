import { expect, test } from '@jest/globals';
import { pathOf } from './path-of.ts';

test('the way of a conversation has the nodes of the flow itself, each once', () => {
  const step = (nodeId: string, flow = 'f') => ({ nodeId, flow });
  const runs = [
    { steps: [step('start'), step('ask')] },
    { steps: [step('inner', 'called'), step('ask'), step('end')] },
  ];
  expect(pathOf({ runs, flow: 'f' })).toEqual(new Set(['start', 'ask', 'end']));
});
