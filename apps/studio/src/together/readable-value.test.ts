import { expect, test } from '@jest/globals';
import { readablePair, readableValue } from './readable-value.ts';

test.each<[unknown, string]>([
  ['Bob was here', 'Bob was here'],
  [3, '3'],
  [undefined, ''],
  [{ id: 'option3', label: 'Printer' }, 'Printer'],
  [{ id: 'option3', label: 'Printer', also: ['print', 'paper'] }, 'Printer (print, paper)'],
  [{ key: 'device', type: 'string', input: true }, 'device (string, input: true)'],
  [{ id: 'note', text: 'Ask the desk', x: 4, y: 5 }, 'Ask the desk'],
  [[{ id: 'option1', label: 'One' }, 'Two'], '• One\n• Two'],
  [{ all: [{ left: 'vars.os', op: 'equals', right: 'mac' }] }, 'all: left: vars.os, op: equals, right: mac'],
])('%j: %j', (value, text) => {
  expect(readableValue(value)).toBe(text);
});

test('where two would read the same, all of both is said', () => {
  expect(readablePair({ id: 'option3', label: '' }, { id: 'option4', label: '' })).toEqual({
    mine: 'id: option3',
    theirs: 'id: option4',
  });
});
