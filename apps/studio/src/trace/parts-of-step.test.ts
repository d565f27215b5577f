import { expect, test } from '@jest/globals';
import type { Step } from '@patchbay/api-contract';
import { textsOf } from '@patchbay/texts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { partsOfStep } from './parts-of-step.ts';

const parts = (nodeType: string, rest: Partial<Step>) =>
  partsOfStep({
    step: {
      ...{ flow: 'f', nodeId: 'a', nodeType, depth: 0, startedMs: 0, durationMs: 1, outcome: 'next', outlet: 'next' },
      ...rest,
    },
    definition: nodeRegistry.get(nodeType),
    t: textsOf('trace'),
  });

test('what was said is what a node that talks was given, or what a model answered', () => {
  const said = (nodeType: string, rest: Partial<Step>) =>
    parts(nodeType, rest).gave.find(({ key }) => key === 'said')?.text;
  expect(said('message', { config: { text: 'Hello' } })).toBe('Hello');
  expect(said('llm', { config: { output: 'reply' }, output: 'An answer' })).toBe('An answer');
  expect(said('llm', { config: { output: 'text' }, output: 'Unsaid' })).toBeUndefined();
  expect(said('set', { config: { text: 'x' } })).toBeUndefined();
  // What was told is known of steps that this release took: a form, a table, a question that was asked anew.
  expect(said('form', { config: {}, said: ['Order\nModel\nSend'] })).toBe('Order\nModel\nSend');
  expect(said('question', { config: { text: 'Which?' }, said: ['Which?', 'A number, please.'] })).toBe(
    'Which?\nA number, please.',
  );
  expect(said('question', { config: { text: 'Which?' }, said: [] })).toBeUndefined();
});

test('what says nothing is left out, but that a result is empty', () => {
  expect(parts('set', { config: {}, changed: {} })).toEqual({ came: [], gave: [], more: [] });
  expect(parts('http', { output: [] }).gave).toMatchObject([{ key: 'result', value: [], path: 'nodes.a' }]);
});

test('an error, logs and tokens are told', () => {
  const { gave, more } = parts('script', {
    outcome: 'fail',
    error: { code: 'script.failed', message: 'No', details: { line: 1 } },
    logs: [{ level: 'warn', text: 'careful' }],
    usage: [{ connection: 'c', model: 'm', inputTokens: 1, outputTokens: 2 }],
  });
  expect(gave.map(({ key }) => key)).toEqual(['error', 'details']);
  expect(more.map(({ text }) => text)).toEqual(['careful', '1 in, 2 out']);
});

test('a field that came out as it must not is called as its form calls it', () => {
  const failed = ({
    nodeType,
    config,
    ...error
  }: {
    nodeType: string;
    config: object;
    message: string;
    details: object;
  }) =>
    partsOfStep({
      step: {
        ...{ flow: 'f', nodeId: 'a', nodeType, depth: 0, startedMs: 0, durationMs: 1, outcome: 'fail' },
        error: { code: 'config.invalid', retryable: false, ...error },
      } as Step,
      definition: nodeRegistry.get(nodeType),
      node: { id: 'a', type: nodeType, config: { ...config } },
      t: textsOf('trace'),
    }).gave.map(({ label, code, text }) => [label, code, text]);
  const empty = { message: '"prompt": This must not be empty.', details: { path: 'prompt', value: '' } };
  expect(failed({ nodeType: 'llm', config: { prompt: '{{ message.text }}' }, ...empty })).toEqual([
    ['Failed', 'config.invalid', '“Prompt” came out empty: {{ message.text }} had no value.'],
  ]);
  expect(failed({ nodeType: 'llm', config: { prompt: '' }, ...empty })).toEqual([
    ['Failed', 'config.invalid', '“Prompt”: This must not be empty.'],
  ]);
  expect(
    failed({
      nodeType: 'wait',
      config: { seconds: '{{ vars.time }}' },
      message: '"seconds": Enter a number.',
      details: { path: 'seconds', value: '3 minutes' },
    }),
  ).toEqual([['Failed', 'config.invalid', '“Seconds”: Enter a number. It was “3 minutes”.']]);
  // What an earlier release kept says nothing of the value.
  expect(
    failed({ nodeType: 'wait', config: {}, message: '"seconds": Enter a number.', details: { path: 'seconds' } }),
  ).toEqual([['Failed', 'config.invalid', '“Seconds”: Enter a number.']]);
});

test('an answer of a model that was refused is shown', () => {
  const { gave } = parts('llm', {
    outcome: 'fail',
    error: {
      code: 'model.bad_answer',
      message: 'The model’s answer does not fit the schema: "category" must be one of: a, b.',
      details: { answer: { category: 'c' } },
    },
  });
  expect(gave.slice(0, 2)).toMatchObject([
    { label: 'Failed', code: 'model.bad_answer' },
    { label: 'What the model answered', value: { category: 'c' } },
  ]);
});

test('rules are told as their form says them, with what they compared, in the place of how they are written', () => {
  const when = { all: [{ left: '{{ vars.answer.body.state }}', op: 'eq', right: 'up' }] };
  const other = { left: '{{ vars.gone }}', op: 'contains', right: '{{ message.text }}' };
  const config = {
    cases: [
      { id: 'a', label: 'Up', when },
      { id: 'b', when: other },
    ],
  };
  const reads = { 'vars.answer': { body: { state: 'degraded' } }, 'message.text': 'VPN' };
  const came = (rest: object) =>
    partsOfStep({
      ...{
        step: {
          flow: 'f',
          nodeId: 'a',
          nodeType: 'condition',
          depth: 0,
          startedMs: 0,
          durationMs: 1,
          outcome: 'next',
          config,
        },
      },
      ...{ definition: nodeRegistry.get('condition'), t: textsOf('trace') },
      ...rest,
    }).came.map(({ key, label, text }) => ({ key, label, text }));
  expect(came({ reads }).slice(1)).toEqual([
    { key: 'rule 0', label: 'Up', text: 'vars.answer.body.state (“degraded”) is up' },
    { key: 'rule 1', label: 'Case 2', text: 'vars.gone contains message.text (“VPN”)' },
  ]);
  // What is no rule is told as it is written.
  config.cases[1] = { id: 'b', when: { left: 'a', op: 'odd', right: '' } };
  expect(came({ reads }).map(({ key }) => key)).toEqual(['reads', 'written']);
});
