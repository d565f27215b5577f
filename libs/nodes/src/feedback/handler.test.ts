import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '@patchbay/node-kit';
import { NodeTrial } from '../testing/node-trial.ts';
import { feedbackDefinition } from './definition.ts';
import { feedbackHandler } from './handler.ts';

const feedback = (config: Record<string, unknown> = {}) =>
  new NodeTrial({ definition: feedbackDefinition, handler: feedbackHandler, config, scope: { vars: { name: 'Ada' } } });

test('has one port', () => {
  expect(feedbackDefinition.outlets({}).map(({ id }) => id)).toEqual(['next']);
});

test.each([
  [{}, { text: 'How did this go?', scale: 'stars', comment: false }],
  [
    { text: 'Well, {{ vars.name }}?', scale: 'thumbs', comment: true },
    { text: 'Well, Ada?', scale: 'thumbs', comment: true },
  ],
])('%j asks by a component', async (config, spec) => {
  const trial = feedback(config);
  expect(await trial.enter()).toEqual({ kind: 'wait', waiting: { kind: 'feedback', component: trial.open } });
  expect(trial.said).toEqual([spec.text]);
  expect(trial.drawn).toEqual({ kind: 'feedback', ...spec });
});

describe('takes', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['stars', { score: 1 }, { score: 1 }],
    ['stars', { score: 5, comment: 'Good' }, { score: 5, comment: 'Good' }],
    ['stars', { score: 3, comment: '' }, { score: 3 }],
    ['stars', { score: 3, comment: null }, { score: 3 }],
    ['thumbs', { score: 'up' }, { score: 'up' }],
    ['thumbs', { score: 'down', comment: 'Bad' }, { score: 'down', comment: 'Bad' }],
  ])('%s: %j', async (scale, values, output) => {
    const trial = feedback({ scale, comment: true });
    await trial.enter();
    const component = trial.open;
    expect(await trial.submit(values)).toEqual({ kind: 'next', outlet: 'next', output });
    expect(trial.parts).toEqual([{ type: 'component.closed', id: component, values: output }]);
  });
});

describe('refuses', () => {
  test.each<[string, JsonObject, string[]]>([
    ['stars', {}, ['score: invalid']],
    ['stars', { score: 0 }, ['score: invalid']],
    ['stars', { score: 6 }, ['score: invalid']],
    ['stars', { score: 2.5 }, ['score: invalid']],
    ['stars', { score: '4' }, ['score: invalid']],
    ['stars', { score: 'up' }, ['score: invalid']],
    ['thumbs', { score: 4 }, ['score: invalid']],
    ['stars', { score: 4, comment: 5 }, ['comment: invalid']],
    ['stars', { score: 4, comment: 'x'.repeat(4_001) }, ['comment: invalid']],
    ['stars', { score: 4, more: 1 }, ['more: unknown_field']],
  ])('%s: %j', async (scale, values, refusals) => {
    const trial = feedback({ scale, comment: true });
    await trial.enter();
    expect(trial.refusals(values)).toEqual(refusals);
  });
});

test('typing says that it is still open; a cancel goes on without a score', async () => {
  const trial = feedback();
  const verdict = await trial.enter();
  expect(await trial.say('great')).toEqual(verdict);
  expect(trial.said).toEqual(['The rating above is still open.']);
  const component = trial.open;
  expect(await trial.cancel()).toEqual({ kind: 'next', outlet: 'next' });
  expect(trial.parts).toEqual([{ type: 'component.closed', id: component }]);
});
