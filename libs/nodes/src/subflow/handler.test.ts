import { expect, test } from '@jest/globals';
import { NodeTrial } from '../testing/node-trial.ts';
import { subflowDefinition } from './definition.ts';
import { subflowHandler } from './handler.ts';

const subflow = (config: Record<string, unknown>) =>
  new NodeTrial({
    definition: subflowDefinition,
    handler: subflowHandler,
    config: { flow: 'sub', ...config },
    scope: { vars: { name: 'Ada', list: [1], none: null }, user: { id: 'u1' } },
  });

test('has the ports next and error', () => {
  expect(subflowDefinition.outlets({}).map(({ id, kind }) => [id, kind])).toEqual([
    ['next', 'plain'],
    ['error', 'error'],
  ]);
});

test('calls the flow that it names, with its inputs rendered', async () => {
  const input = { who: '{{ vars.name }}', list: '{{ vars.list }}', deep: { id: '{{ user.id }}' }, n: 5 };
  expect(await subflow({ input }).enter()).toEqual({
    kind: 'call',
    flow: 'sub',
    input: { who: 'Ada', list: [1], deep: { id: 'u1' }, n: 5 },
  });
  expect(await subflow({}).enter()).toEqual({ kind: 'call', flow: 'sub', input: {} });
});

test('an input that gives nothing is not given, so that its variable keeps its default', async () => {
  const input = { a: '{{ vars.unknown }}', b: '{{ vars.none }}', c: '' };
  expect(await subflow({ input }).enter()).toEqual({ kind: 'call', flow: 'sub', input: { b: null, c: '' } });
});

test('gives resolution and output to the node, and of these the output to the variable', async () => {
  const trial = subflow({ saveAs: 'got' });
  await trial.enter();
  expect(await trial.returned({ resolution: 'escalated', output: { ticket: 'T1' } })).toEqual({
    kind: 'next',
    outlet: 'next',
    output: { resolution: 'escalated', output: { ticket: 'T1' } },
  });
  expect(subflowDefinition.saves).toBe('output');
});

test('a flow that ran out without an end gives no resolution', async () => {
  const trial = subflow({});
  await trial.enter();
  expect(await trial.returned({ resolution: null, output: {} })).toMatchObject({
    output: { resolution: null, output: {} },
  });
});

test('needs a flow', () => {
  expect(subflowDefinition.config.safeParse({ flow: '' }).success).toBe(false);
});
