import { expect, test } from '@jest/globals';
import { NodeTrial } from '../testing/node-trial.ts';
import { startDefinition } from './definition.ts';
import { startHandler } from './handler.ts';

const start = (config: Record<string, unknown> = {}) =>
  new NodeTrial({ definition: startDefinition, handler: startHandler, config, scope: { user: { name: 'Ada' } } });
const next = { kind: 'next', outlet: 'next' };

test('has one port', () => {
  expect(startDefinition.outlets({}).map(({ id }) => id)).toEqual(['next']);
});

test('by itself runs the flow as soon as the conversation opens', async () => {
  const trial = start();
  expect(await trial.enter({ opening: true })).toEqual(next);
  expect(trial.parts).toEqual([]);
});

test('greets when the conversation opens, and never again', async () => {
  const trial = start({ greeting: 'Hello {{ user.name }}' });
  expect(await trial.enter({ opening: true })).toEqual(next);
  expect(trial.parts).toEqual([{ type: 'message', id: expect.any(String), role: 'bot', text: 'Hello Ada' }]);
  expect(await trial.enter()).toEqual(next);
  expect(trial.parts).toEqual([]);
});

test('with waitForMessage shows its greeting and runs when the first message comes', async () => {
  const trial = start({ greeting: 'Hello', waitForMessage: true });
  expect(await trial.enter({ opening: true })).toEqual({ kind: 'wait', waiting: { kind: 'message' } });
  expect(trial.said).toEqual(['Hello']);
  expect(await trial.say('hi')).toEqual(next);
  expect(trial.parts).toEqual([]);
});

test('with waitForMessage does not wait for a second one when it is entered anew', async () => {
  expect(await start({ greeting: 'Hello', waitForMessage: true }).enter()).toEqual(next);
});

test('suggestions are texts to click, which close with the first message', async () => {
  const trial = start({ suggestions: ['Reset my password', 'Order for {{ user.name }}'], waitForMessage: true });
  const verdict = await trial.enter({ opening: true });
  expect(trial.drawn).toEqual({
    kind: 'choice',
    style: 'buttons',
    multiple: false,
    // A click types them: the flow reads what was clicked as the message.
    send: true,
    options: [
      { id: 's1', label: 'Reset my password' },
      { id: 's2', label: 'Order for Ada' },
    ],
  });
  const component = trial.open;
  expect(verdict).toEqual({ kind: 'wait', waiting: { kind: 'message', component } });
  expect(await trial.say('something else')).toEqual(next);
  expect(trial.closed).toEqual([component]);
});

test('a submit of a suggestion runs the flow too; of anything else is refused; a cancel leaves it waiting', async () => {
  const trial = start({ suggestions: ['One'], waitForMessage: true });
  await trial.enter({ opening: true });
  expect(trial.refusals({ option: 's2' })).toEqual(['option: unknown_option']);
  expect(trial.refusals({ option: 's1', more: 1 })).toEqual(['option: unknown_option']);
  expect(trial.refusals({})).toEqual(['option: unknown_option']);
  expect(await trial.cancel()).toMatchObject({ kind: 'wait' });
  expect(await trial.submit({ option: 's1' })).toEqual(next);
  expect(trial.parts).toEqual([{ type: 'component.closed', id: expect.any(String), values: { option: 's1' } }]);
});

test('suggestions are shown also where the flow does not wait', async () => {
  const trial = start({ suggestions: ['One'] });
  expect(await trial.enter({ opening: true })).toEqual(next);
  expect(trial.drawn?.options).toEqual([{ id: 's1', label: 'One' }]);
});
