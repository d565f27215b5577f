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
