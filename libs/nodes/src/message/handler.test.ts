import { expect, test } from '@jest/globals';
import { NodeTrial } from '../testing/node-trial.ts';
import { messageDefinition } from './definition.ts';
import { messageHandler } from './handler.ts';

const message = (text: unknown) =>
  new NodeTrial({
    definition: messageDefinition,
    handler: messageHandler,
    config: { text },
    scope: { vars: { list: [1, { a: 'b' }], n: 5, off: false } },
  });

test.each([
  ['Markdown as it is', '**Hello**\n\n- one', '**Hello**\n\n- one'],
  ['values in a text', 'n is {{ vars.n }}, off is {{ vars.off }}', 'n is 5, off is false'],
  ['a lone number as text', '{{ vars.n }}', '5'],
  ['a lone list as JSON', '{{ vars.list }}', '[1,{"a":"b"}]'],
  ['a list within a text as JSON', 'x {{ vars.list }}', 'x [1,{"a":"b"}]'],
  ['values as they are, unescaped', 'x {{ "<b>&" }}', 'x <b>&'],
])('says %s, and goes on', async (_, text, said) => {
  const trial = message(text);
  expect(await trial.enter()).toEqual({ kind: 'next', outlet: 'next' });
  expect(trial.parts).toEqual([{ type: 'message', id: 'id1', role: 'bot', text: said }]);
});

test('has something to say, and one port', () => {
  expect(messageDefinition.config.safeParse({ text: '' }).success).toBe(false);
  expect(messageDefinition.config.safeParse({}).success).toBe(false);
  expect(messageDefinition.outlets({}).map(({ id }) => id)).toEqual(['next']);
});
