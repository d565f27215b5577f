import { expect, test } from '@jest/globals';
import { NodeTrial } from '../testing/node-trial.ts';
import { endDefinition } from './definition.ts';
import { endHandler } from './handler.ts';

const end = (config: Record<string, unknown>) =>
  new NodeTrial({ definition: endDefinition, handler: endHandler, config, scope: { vars: { id: 'T1', list: [1] } } });

test('has no port', () => {
  expect(endDefinition.outlets({})).toEqual([]);
});

test.each(['resolved', 'escalated', 'abandoned'])('ends as %s, saying nothing', async (resolution) => {
  const trial = end({ resolution });
  expect(await trial.enter()).toEqual({ kind: 'end', resolution, output: {} });
  expect(trial.parts).toEqual([]);
});

test('ends as resolved where it names no outcome, and knows no other', async () => {
  expect(await end({}).enter()).toMatchObject({ resolution: 'resolved' });
  expect(endDefinition.config.safeParse({ resolution: 'lost' }).success).toBe(false);
});

test('gives its output, rendered, native values kept', async () => {
  const output = {
    ticket: '{{ vars.id }}',
    list: '{{ vars.list }}',
    text: 'is {{ vars.id }}',
    none: '{{ vars.none }}',
    n: 5,
  };
  expect(await end({ output }).enter()).toMatchObject({
    output: { ticket: 'T1', list: [1], text: 'is T1', none: null, n: 5 },
  });
});
