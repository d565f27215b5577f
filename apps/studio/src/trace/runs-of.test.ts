import { expect, test } from '@jest/globals';
import type { Step } from '@patchbay/api-contract';
import { runsOf } from './runs-of.ts';

const step = (nodeId: string, rest: Partial<Step> = {}): Step => ({
  ...{ flow: 'f', nodeId, nodeType: 'set', depth: 0, startedMs: 0, durationMs: 1, outcome: 'next', outlet: 'next' },
  ...rest,
});
const runs = (steps: Step[], nodeId = 'a') => runsOf({ steps, flow: 'f', nodeId });

test('each time that a path comes to a node is a run', () => {
  const found = runs([step('start'), step('a', { output: 1 }), step('b'), step('a', { output: 2 })]);
  expect(found.map(({ first, step: { output } }) => [first, output])).toEqual([
    [1, 1],
    [3, 2],
  ]);
  expect(runs([step('b')])).toEqual([]);
  expect(runs([step('a', { flow: 'other' })])).toEqual([]);
});

test('what a node asks and what it is answered are one run, with the time, logs and variables of both', () => {
  const asked = step('a', { outcome: 'wait', config: { text: 'Name?' }, changed: { tries: 0 } });
  const answered = step('a', {
    output: 'Ada',
    durationMs: 2,
    changed: { name: 'Ada' },
    logs: [{ level: 'log', text: 'x' }],
  });
  expect(runs([asked, answered])).toEqual([
    {
      first: 0,
      last: 1,
      step: {
        ...answered,
        config: { text: 'Name?' },
        durationMs: 3,
        changed: { tries: 0, name: 'Ada' },
      },
    },
  ]);
});

test('what the user was told in all of a run is told of it', () => {
  const asked = step('a', { outcome: 'wait', said: ['How many?'] });
  const again = step('a', { outcome: 'wait', said: ['A number, please.'] });
  const [run] = runs([asked, again, step('a', { said: [] })]);
  expect(run?.step.said).toEqual(['How many?', 'A number, please.']);
});

test('what a called flow does lies within the run of the call; what the flow itself does meanwhile ends it', () => {
  const call = step('a', { outcome: 'call' });
  expect(runs([call, step('a', { flow: 'sub', depth: 1 }), step('a', { output: 1 })])).toHaveLength(1);
  expect(runs([step('a', { outcome: 'wait' }), step('b'), step('a')])).toHaveLength(2);
});
